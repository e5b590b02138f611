/* A disk that can be recorded, made to fail and pulled out, between one process and its files (LD_PRELOAD, Linux).

   Only what lies under $FAULTS_ROOT is concerned. Everything is driven from Python through the fault_* functions:
   record what reaches the disk, fail the nth step, fail after so many bytes, pull the disk out and put it back. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FDS 65536

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static unsigned generation[MOST_FDS]; /* 0: not ours; else the plugging in which it was opened */
static unsigned plugging = 1;
static int unplugged, log_fd = -1;
static long failing_step, steps, failing_errno, is_sticky;
static int64_t bytes_left = -1;

static const char *root(void) {
    static const char *kept;
    if (!kept) kept = getenv("FAULTS_ROOT");
    return kept;
}

static const char *absolute(int dirfd, const char *path, char *out) {
    char link[64];
    ssize_t got;
    if (!path) return NULL;
    if (path[0] == '/') return path;
    if (dirfd == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
    got = syscall(SYS_readlinkat, AT_FDCWD, link, out, PATH_MAX - 1);
    if (got < 0) return path;
    out[got] = 0;
    if (path[0] && strcmp(path, ".")) {
        strncat(out, "/", PATH_MAX - got - 1);
        strncat(out, path, PATH_MAX - got - 2);
    }
    return out;
}

static int ours(const char *path) {
    const char *top = root();
    return top && path && !strncmp(path, top, strlen(top));
}

static int our_fd(int fd) { return fd >= 0 && fd < MOST_FDS && generation[fd]; }
static int is_dead(int fd) { return generation[fd] != plugging || unplugged; }

/* One step that changes the disk: tell whether it must fail. */
static int step_fails(void) {
    long now = __sync_add_and_fetch(&steps, 1);
    if (failing_step && (now == failing_step || (is_sticky && now > failing_step))) {
        errno = (int)failing_errno;
        return 1;
    }
    return 0;
}

static int path_fails(const char *path, int changes) {
    if (!ours(path)) return 0;
    if (unplugged) { errno = ENOENT; return 1; }
    return changes && step_fails();
}

static int fd_fails(int fd, int changes) {
    if (!our_fd(fd)) return 0;
    if (is_dead(fd)) { errno = EIO; return 1; }
    return changes && step_fails();
}

struct head { int32_t op, fd; int64_t off, len; int32_t p1, p2; };

static void note(char op, int fd, int64_t off, int64_t len, const char *p1, const char *p2, const void *data) {
    struct head head = {op, fd, off, len, p1 ? (int32_t)strlen(p1) : 0, p2 ? (int32_t)strlen(p2) : 0};
    int kept = errno;
    if (log_fd < 0) return;
    pthread_mutex_lock(&guard);
    syscall(SYS_write, log_fd, &head, sizeof head);
    if (head.p1) syscall(SYS_write, log_fd, p1, (size_t)head.p1);
    if (head.p2) syscall(SYS_write, log_fd, p2, (size_t)head.p2);
    if (data && len > 0) syscall(SYS_write, log_fd, data, (size_t)len);
    pthread_mutex_unlock(&guard);
    errno = kept;
}

/* ------------------------------------------------------------------ what Python calls */

void fault_record(const char *path) { log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600); }
void fault_mark(const char *text) { note('M', 0, 0, 0, text, NULL, NULL); }
void fault_arm(long step, long error, long sticky) { steps = 0; failing_step = step; failing_errno = error; is_sticky = sticky; }
long fault_steps(void) { return steps; }
void fault_quota(int64_t bytes) { bytes_left = bytes; }
void fault_unplug(int out) { unplugged = out; if (out) plugging++; }

/* ------------------------------------------------------------------ opening and closing */

static int opened(int fd, const char *path, int flags) {
    struct stat facts;
    if (fd < 0 || fd >= MOST_FDS) return fd;
    generation[fd] = 0;
    if (!ours(path)) return fd;
    if (syscall(SYS_fstat, fd, &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode)) return fd;
    generation[fd] = plugging;
    note(S_ISDIR(facts.st_mode) ? 'D' : 'O', fd, flags & O_TRUNC ? 1 : 0, 0, path, NULL, NULL);
    return fd;
}

static int do_open(int dirfd, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    const char *full = absolute(dirfd, path, whole);
    if (path_fails(full, (flags & (O_CREAT | O_TRUNC)) && 1)) return -1;
    return opened((int)syscall(SYS_openat, dirfd, path, flags | O_LARGEFILE, mode), full, flags);
}

#define MODE_OF(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }
int open(const char *path, int flags, ...) { MODE_OF(flags) return do_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return do_open(AT_FDCWD, path, flags, mode); }
int openat(int dirfd, const char *path, int flags, ...) { MODE_OF(flags) return do_open(dirfd, path, flags, mode); }
int openat64(int dirfd, const char *path, int flags, ...) { MODE_OF(flags) return do_open(dirfd, path, flags, mode); }
int creat(const char *path, mode_t mode) { return do_open(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int fd) {
    if (our_fd(fd)) { note('C', fd, 0, 0, NULL, NULL, NULL); generation[fd] = 0; }
    return (int)syscall(SYS_close, fd);
}

/* ------------------------------------------------------------------ contents */

static ssize_t put(int fd, const void *data, size_t count, int64_t off, int placed) {
    ssize_t done;
    if (!our_fd(fd)) return placed ? syscall(SYS_pwrite64, fd, data, count, off) : syscall(SYS_write, fd, data, count);
    if (fd_fails(fd, 1)) return -1;
    if (bytes_left >= 0) {
        if (bytes_left == 0) { errno = ENOSPC; return -1; }
        if ((int64_t)count > bytes_left) count = (size_t)bytes_left;
    }
    if (!placed) {
        int flags = (int)syscall(SYS_fcntl, fd, F_GETFL);
        off = syscall(SYS_lseek, fd, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
        done = syscall(SYS_write, fd, data, count);
    } else done = syscall(SYS_pwrite64, fd, data, count, off);
    if (done > 0) {
        if (bytes_left >= 0) bytes_left -= done;
        note('W', fd, off, done, NULL, NULL, data);
    }
    return done;
}

ssize_t write(int fd, const void *data, size_t count) { return put(fd, data, count, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t count, off_t off) { return put(fd, data, count, off, 1); }
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t off) { return put(fd, data, count, off, 1); }
ssize_t read(int fd, void *data, size_t count) { return fd_fails(fd, 0) ? -1 : syscall(SYS_read, fd, data, count); }
ssize_t pread(int fd, void *data, size_t count, off_t off) { return fd_fails(fd, 0) ? -1 : syscall(SYS_pread64, fd, data, count, off); }
ssize_t pread64(int fd, void *data, size_t count, off64_t off) { return fd_fails(fd, 0) ? -1 : syscall(SYS_pread64, fd, data, count, off); }

static ssize_t carry(int out, int in, off64_t *off, size_t count) {
    char block[65536];
    ssize_t got;
    if (!our_fd(out)) return syscall(SYS_sendfile, out, in, off, count);
    if (count > sizeof block) count = sizeof block;
    got = off ? pread64(in, block, count, *off) : read(in, block, count);
    if (got <= 0) return got;
    got = write(out, block, (size_t)got);
    if (got > 0 && off) *off += got;
    return got;
}

ssize_t sendfile(int out, int in, off_t *off, size_t count) { return carry(out, in, (off64_t *)off, count); }
ssize_t sendfile64(int out, int in, off64_t *off, size_t count) { return carry(out, in, off, count); }

static int cut(int fd, int64_t length) {
    int done;
    if (fd_fails(fd, 1)) return -1;
    done = (int)syscall(SYS_ftruncate, fd, length);
    if (!done && our_fd(fd)) note('T', fd, length, 0, NULL, NULL, NULL);
    return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int sync_one(int fd, long call) {
    int done;
    if (fd_fails(fd, 1)) return -1;
    done = (int)syscall(call, fd);
    if (!done && our_fd(fd)) note('S', fd, 0, 0, NULL, NULL, NULL);
    return done;
}

int fsync(int fd) { return sync_one(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_one(fd, SYS_fdatasync); }

/* ------------------------------------------------------------------ names */

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    char one[PATH_MAX], two[PATH_MAX];
    const char *a = absolute(from_dir, from, one), *b = absolute(to_dir, to, two);
    int done;
    if (path_fails(a, 1)) return -1;
    done = (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
    if (!done && (ours(a) || ours(b))) note('R', 0, 0, 0, a, b, NULL);
    return done;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int dirfd, const char *path, int flags) {
    char whole[PATH_MAX];
    const char *full = absolute(dirfd, path, whole);
    int done;
    if (path_fails(full, 1)) return -1;
    done = (int)syscall(SYS_unlinkat, dirfd, path, flags);
    if (!done && ours(full)) note('U', 0, 0, 0, full, NULL, NULL);
    return done;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags) {
    char one[PATH_MAX], two[PATH_MAX];
    const char *a = absolute(from_dir, from, one), *b = absolute(to_dir, to, two);
    int done;
    if (path_fails(b, 1)) return -1;
    done = (int)syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
    if (!done && ours(b)) note('L', 0, 0, 0, a, b, NULL);
    return done;
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int mkdirat(int dirfd, const char *path, mode_t mode) {
    char whole[PATH_MAX];
    const char *full = absolute(dirfd, path, whole);
    int done;
    if (path_fails(full, 1)) return -1;
    done = (int)syscall(SYS_mkdirat, dirfd, path, mode);
    if (!done && ours(full)) note('K', 0, 0, 0, full, NULL, NULL);
    return done;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* ------------------------------------------------------------------ looking, for a disk that is out */

int fstatat(int dirfd, const char *path, struct stat *facts, int flags) {
    char whole[PATH_MAX];
    if (path[0] && path_fails(absolute(dirfd, path, whole), 0)) return -1;
    return (int)syscall(SYS_newfstatat, dirfd, path, facts, flags);
}
int fstatat64(int dirfd, const char *path, struct stat64 *facts, int flags) { return fstatat(dirfd, path, (struct stat *)facts, flags); }
int stat(const char *path, struct stat *facts) { return fstatat(AT_FDCWD, path, facts, 0); }
int stat64(const char *path, struct stat64 *facts) { return fstatat(AT_FDCWD, path, (struct stat *)facts, 0); }
int lstat(const char *path, struct stat *facts) { return fstatat(AT_FDCWD, path, facts, AT_SYMLINK_NOFOLLOW); }
int lstat64(const char *path, struct stat64 *facts) { return fstatat(AT_FDCWD, path, (struct stat *)facts, AT_SYMLINK_NOFOLLOW); }
int access(const char *path, int how) {
    char whole[PATH_MAX];
    if (path_fails(absolute(AT_FDCWD, path, whole), 0)) return -1;
    return (int)syscall(SYS_faccessat, AT_FDCWD, path, how);
}
