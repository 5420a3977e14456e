/* SPDX-License-Identifier: Apache-2.0 */
/* A PKCS#11 module around another one, which answers as a card does that was taken out, locked or never put in.
   Built by tests/tokens.py; orders are read from a file before each call. */

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long Number;
typedef Number (*Call)();
typedef struct { unsigned char major, minor; Call call[68]; } List;

enum { INITIALIZE = 0, FINALIZE = 1, LIST = 3, TOKEN_INFO = 6, OPEN = 12, CLOSE = 13, LOGIN = 18, SIGN_INIT = 42 };
enum { FLAGS = 96 }; /* of CK_TOKEN_INFO, after 32 + 32 + 16 + 16 characters */
static List *inner, outer;
static long sessions;
static unsigned char seen[204]; /* CK_TOKEN_INFO of the token that is set up */

static int told(const char *order) {
    char text[200] = {0};
    FILE *file = fopen(getenv("SHELL_ORDERS"), "r");
    if (!file) return 0;
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    return size && strstr(text, order) != NULL;
}

static void count(long change) {
    sessions = change ? sessions + change : 0;
    FILE *file = fopen(getenv("SHELL_SESSIONS"), "w");
    if (file) { fprintf(file, "%ld", sessions); fclose(file); }
}

static Number initialize(void *arguments) { count(0); return inner->call[INITIALIZE](arguments); }
static Number finalize(void *arguments) { count(0); return inner->call[FINALIZE](arguments); }

static Number token_info(Number slot, unsigned char *info) {
    if (told("removed") || told("empty")) return 0xE0; /* CKR_TOKEN_NOT_PRESENT */
    Number answer = inner->call[TOKEN_INFO](slot, info), flags;
    memcpy(&flags, info + FLAGS, sizeof flags);
    if (flags & 0x400) memcpy(seen, info, sizeof seen);
    else if (told("twin")) {
        memcpy(info, seen, sizeof seen);
        memcpy(info, "other ", 6);
        memcpy(&flags, info + FLAGS, sizeof flags);
    }
    if (told("final")) flags |= 0x20000;
    if (told("locked") && !told("silent")) flags |= 0x40000;
    if (told("pad")) flags |= 0x100;
    memcpy(info + FLAGS, &flags, sizeof flags);
    return answer;
}

static Number open_session(Number slot, Number flags, void *data, void *notify, Number *session) {
    if (told("removed")) return 0xE0;
    Number answer = inner->call[OPEN](slot, flags, data, notify, session);
    if (answer == 0) count(1);
    return answer;
}

static Number close_session(Number session) {
    Number answer = inner->call[CLOSE](session);
    if (answer == 0) count(-1);
    return answer;
}

static Number login(Number session, Number user, unsigned char *pin, Number size) {
    if (told("locked")) return 0xA4; /* CKR_PIN_LOCKED */
    if (told("pad") && pin == NULL) return inner->call[LOGIN](session, user, getenv("SHELL_PAD"), strlen(getenv("SHELL_PAD")));
    return inner->call[LOGIN](session, user, pin, size);
}

static Number sign_init(Number session, void *mechanism, Number key) {
    if (told("removed")) return 0x32; /* CKR_DEVICE_REMOVED */
    if (told("broken")) return 0x05;  /* CKR_GENERAL_ERROR */
    return inner->call[SIGN_INIT](session, mechanism, key);
}

Number C_GetFunctionList(List **list) {
    if (told("crash")) abort();
    if (!inner) {
        void *library = dlopen(getenv("SHELL_MODULE"), RTLD_NOW | RTLD_LOCAL);
        if (!library || ((Call)dlsym(library, "C_GetFunctionList"))(&inner) != 0) return 5;
        outer = *inner;
        outer.call[INITIALIZE] = (Call)initialize;
        outer.call[FINALIZE] = (Call)finalize;
        outer.call[LIST] = (Call)C_GetFunctionList;
        outer.call[TOKEN_INFO] = (Call)token_info;
        outer.call[OPEN] = (Call)open_session;
        outer.call[CLOSE] = (Call)close_session;
        outer.call[LOGIN] = (Call)login;
        outer.call[SIGN_INIT] = (Call)sign_init;
    }
    *list = &outer;
    return 0;
}
