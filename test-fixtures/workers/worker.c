/*
 * A tiny HTTP worker for the tests: it serves an inherited listening socket, one request at a time, and can be told to
 * misbehave in most of the ways that real apps do. Compile: gcc -O2 -static -o worker worker.c
 *
 * What it does at start, in this order, by option:
 *   --pid-file FILE        append its pid to FILE
 *   --write TEXT           print TEXT and a newline on standard output
 *   --ignore-term          ignore SIGTERM
 *   --slow-term MS         on SIGTERM go on serving for MS, then exit 0
 *   --child                leave a child in its own session
 *   --grandchild           leave a grandchild that called setsid()
 *   --steal-path PATH      unlink PATH, as a server with `vacuum` does
 *   --exit CODE            exit with CODE at once
 *   --exit-after MS CODE   exit with CODE after MS
 *   --exit-unless FILE     exit 3 unless FILE exists
 *   --flood                write lines for ever and serve nothing
 *   --delay MS             wait before the first accept
 *   --notify-after MS      send READY=1 to $NOTIFY_SOCKET after MS (while serving)
 *   --block                never accept
 *   --heartbeat MS         send WATCHDOG=1 every MS, between two requests; SIGUSR1 ends that
 *   --heartbeat-until MS   no more of it after MS
 *   --trigger-after MS     send WATCHDOG=trigger after MS
 * and how it answers:
 *   --fd N                 the listening socket, 3 if not given
 *   --text TEXT            second line of every body
 *   --health CODE          status of GET /health, 200 if not given
 *   --work MS              time spent on each request but /health
 * Requests: /  /health  /pid  /env  /fds  /limits  /status  /cwd  /signals  /crash (aborts)
 *   /hang (never answers, nor accepts anyone else)  /mute (is answered; from then on all are accepted and none answered)
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static struct {
    int fd, health, block, flood, exit_code, mute;
    long delay, notify_after, work, exit_after, slow_term, heartbeat, heartbeat_until, trigger_after;
    const char *text;
} options = {.fd = 3, .health = 200, .notify_after = -1, .exit_after = -1, .slow_term = -1, .text = "",
             .heartbeat = -1, .heartbeat_until = -1, .trigger_after = -1};

extern char **environ;

static long now_millis(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

static void pause_millis(long millis)
{
    long end = now_millis() + millis;
    for (long left = millis; left > 0; left = end - now_millis())
        poll(NULL, 0, (int)left);
}

static void die(const char *what)
{
    fprintf(stderr, "worker: could not %s: %s\n", what, strerror(errno));
    exit(70);
}

static void append_pid(const char *file)
{
    FILE *out = fopen(file, "a");
    if (out == NULL)
        die("open the pid file");
    fprintf(out, "%d\n", (int)getpid());
    fclose(out);
}

/* Waits for ever without holding the listening socket, as a forgotten helper process would. */
static void linger(void)
{
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    close(options.fd);
    for (;;)
        pause();
}

static void leave_child(void)
{
    if (fork() == 0)
        linger();
}

static void leave_grandchild(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            linger();
        _exit(0);
    }
}

static void notify(const char *message)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    int s = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (path == NULL || strlen(path) >= sizeof to.sun_path)
        return;
    strcpy(to.sun_path, path);
    if (sendto(s, message, strlen(message), 0, (struct sockaddr *)&to, sizeof to) < 0)
        fprintf(stderr, "worker: could not notify %s: %s\n", path, strerror(errno));
    close(s);
}

static void on_term_later(int signal_number)
{
    (void)signal_number;
    options.exit_after = options.slow_term;
    options.exit_code = 0;
}

static void on_usr1(int signal_number)
{
    (void)signal_number;
    options.heartbeat = -1;
}

/* Without SA_RESTART: one that waits in accept() is to hear of it. */
static void end_slowly(void)
{
    struct sigaction action = {.sa_handler = on_term_later};
    sigaction(SIGTERM, &action, NULL);
}

/* --- answers ----------------------------------------------------------------------------------------------- */

static char body[65536];
static size_t body_length;

static void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(body + body_length, sizeof body - body_length, format, arguments);
    va_end(arguments);
    if (n > 0)
        body_length += (size_t)n < sizeof body - body_length ? (size_t)n : sizeof body - body_length - 1;
}

static void say_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, body + body_length, sizeof body - body_length - 1);
    if (n > 0)
        body_length += (size_t)n;
    if (fd >= 0)
        close(fd);
}

/* One line per descriptor: number, a space, what it points at. The listing's own descriptor is left out. */
static void say_descriptors(void)
{
    DIR *list = opendir("/proc/self/fd");
    for (struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
        char link[300], target[512];
        snprintf(link, sizeof link, "/proc/self/fd/%s", entry->d_name);
        ssize_t n = readlink(link, target, sizeof target - 1);
        if (n < 0 || atoi(entry->d_name) == dirfd(list))
            continue;
        target[n] = 0;
        say("%s %s\n", entry->d_name, target);
    }
    if (list != NULL)
        closedir(list);
}

static void say_working_directory(void)
{
    char directory[4096];
    mode_t mask = umask(0);
    umask(mask);
    if (getcwd(directory, sizeof directory) != NULL)
        say("%s\n%04o\n", directory, (unsigned)mask);
}

static int compose(const char *path)
{
    body_length = 0;
    if (strcmp(path, "/crash") == 0)
        abort();
    if (strcmp(path, "/hang") == 0)
        for (;;)
            pause();
    if (strcmp(path, "/mute") == 0)
        options.mute = 1;
    if (strcmp(path, "/env") == 0) {
        for (char **variable = environ; *variable != NULL; variable++)
            say("%s\n", *variable);
    } else if (strcmp(path, "/fds") == 0) {
        say_descriptors();
    } else if (strcmp(path, "/limits") == 0) {
        say_file("/proc/self/limits");
    } else if (strcmp(path, "/status") == 0) {
        say_file("/proc/self/status");
    } else if (strcmp(path, "/cwd") == 0) {
        say_working_directory();
    } else {
        say("%d\n%s\n", (int)getpid(), options.text);
    }
    return strcmp(path, "/health") == 0 ? options.health : 200;
}

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);
        if (n <= 0)
            return -1;
        bytes += n;
        length -= (size_t)n;
    }
    return 0;
}

static void serve(int client)
{
    static char head[8192];
    char path[1024] = "", start[256];
    struct timeval patience = {.tv_sec = 5};
    size_t used = 0;
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    head[0] = 0;
    while (strstr(head, "\r\n\r\n") == NULL) {
        ssize_t n = read(client, head + used, sizeof head - 1 - used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        used += (size_t)n;
        head[used] = 0;
    }
    if (sscanf(head, "%*15s %1023s", path) != 1)
        return;
    if (strcmp(path, "/health") != 0)
        pause_millis(options.work);
    int status = compose(path);
    int n = snprintf(start, sizeof start,
                     "HTTP/1.1 %d Told\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
                     status, body_length);
    if (write_all(client, start, (size_t)n) == 0)
        write_all(client, body, body_length);
}

/* --- life -------------------------------------------------------------------------------------------------- */

static long number(char **arguments)
{
    if (*arguments == NULL)
        exit(64);
    return strtol(*arguments, NULL, 10);
}

static void obey(char **a)
{
    for (; *a != NULL; a++) {
        if (strcmp(*a, "--fd") == 0) options.fd = (int)number(++a);
        else if (strcmp(*a, "--text") == 0) options.text = *++a;
        else if (strcmp(*a, "--health") == 0) options.health = (int)number(++a);
        else if (strcmp(*a, "--work") == 0) options.work = number(++a);
        else if (strcmp(*a, "--delay") == 0) options.delay = number(++a);
        else if (strcmp(*a, "--notify-after") == 0) options.notify_after = number(++a);
        else if (strcmp(*a, "--block") == 0) options.block = 1;
        else if (strcmp(*a, "--heartbeat") == 0) { options.heartbeat = number(++a); signal(SIGUSR1, on_usr1); }
        else if (strcmp(*a, "--heartbeat-until") == 0) options.heartbeat_until = number(++a);
        else if (strcmp(*a, "--trigger-after") == 0) options.trigger_after = number(++a);
        else if (strcmp(*a, "--flood") == 0) options.flood = 1;
        else if (strcmp(*a, "--pid-file") == 0) append_pid(*++a);
        else if (strcmp(*a, "--write") == 0) { puts(*++a); fflush(stdout); }
        else if (strcmp(*a, "--ignore-term") == 0) signal(SIGTERM, SIG_IGN);
        else if (strcmp(*a, "--slow-term") == 0) { options.slow_term = number(++a); end_slowly(); }
        else if (strcmp(*a, "--child") == 0) leave_child();
        else if (strcmp(*a, "--grandchild") == 0) leave_grandchild();
        else if (strcmp(*a, "--steal-path") == 0) unlink(*++a);
        else if (strcmp(*a, "--exit") == 0) exit((int)number(++a));
        else if (strcmp(*a, "--exit-unless") == 0) { if (access(*++a, F_OK) != 0) exit(3); }
        else if (strcmp(*a, "--exit-after") == 0) {
            options.exit_after = number(++a);
            options.exit_code = (int)number(++a);
        } else {
            fprintf(stderr, "worker: unknown option %s\n", *a);
            exit(64);
        }
    }
}

/* --- what is due ------------------------------------------------------------------------------------------- */

/* Milliseconds that poll() may wait; -1 is for ever. */
static int sooner(int wait, long moment)
{
    long left = moment - now_millis();
    int millis = left < 0 ? 0 : (int)left;
    return wait < 0 || millis < wait ? millis : wait;
}

static int exit_in_time(long born, int wait)
{
    static long exit_set = -1, exit_at;
    if (options.exit_after >= 0 && exit_set != options.exit_after) {
        exit_set = options.exit_after;
        exit_at = (options.slow_term >= 0 ? now_millis() : born) + exit_set;
    }
    if (exit_set >= 0 && now_millis() >= exit_at)
        exit(options.exit_code);
    return exit_set >= 0 ? sooner(wait, exit_at) : wait;
}

/* Sends a message once, when its time has come. */
static int notify_once(long born, long *after, const char *message, int wait)
{
    if (*after < 0)
        return wait;
    if (now_millis() < born + *after)
        return sooner(wait, born + *after);
    notify(message);
    *after = -1;
    return wait;
}

static int beat(long born, int wait)
{
    static long next;
    if (options.heartbeat < 0 || (options.heartbeat_until >= 0 && now_millis() >= born + options.heartbeat_until))
        return wait;
    if (now_millis() >= next) {
        notify("WATCHDOG=1");
        next = now_millis() + options.heartbeat;
    }
    return sooner(wait, next);
}

/* Serves until the time to exit has come; every wait ends at the next thing that is due. */
static void live(long born)
{
    for (;;) {
        int wait = exit_in_time(born, -1);
        wait = notify_once(born, &options.notify_after, "READY=1\nSTATUS=serving", wait);
        wait = notify_once(born, &options.trigger_after, "WATCHDOG=trigger", wait);
        wait = beat(born, wait);
        struct pollfd listener = {.fd = options.block ? -1 : options.fd, .events = POLLIN};
        if (poll(&listener, 1, wait) <= 0 || (listener.revents & POLLIN) == 0)
            continue;
        /* The queue may have been emptied by a sibling: then accept() waits, and so does what is due. */
        int client = accept4(options.fd, NULL, NULL, SOCK_CLOEXEC);
        if (client < 0 || options.mute)
            continue;
        serve(client);
        close(client);
    }
}

int main(int count, char **arguments)
{
    long born = now_millis();
    (void)count;
    signal(SIGCHLD, SIG_IGN);
    obey(arguments + 1);
    while (options.flood)
        puts("a worker that says the same thing for ever, and has nothing else to do");
    if (options.delay > 0)
        pause_millis(options.delay);
    live(born);
}
