/*
 * The parts of the measurements where Python itself would be what is measured. Prints one sample a line.
 *
 *   gauge floor PROGRAM SOCKET TIMES
 *       milliseconds from posix_spawn of PROGRAM, with a listener as descriptor 3, to the end of its first answer
 *   gauge query SOCKET TARGET CONNECTIONS TIMES
 *       microseconds from question to answer, TIMES on each kept connection; a last line "rate N" in answers a second
 */
#define _GNU_SOURCE
#include <err.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UP = 2000, ANSWER_BYTES = 65536, MOST_CONNECTIONS = 64 };

extern char **environ;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static int unix_socket(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path)
        errx(1, "too long: %s", path);
    strcpy(address->sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        err(1, "socket");
    return fd;
}

static int connected(const char *path) {
    struct sockaddr_un address;
    int fd = unix_socket(path, &address);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        err(1, "connect %s", path);
    return fd;
}

static pid_t start(char *program, int listener) {
    posix_spawn_file_actions_t actions;
    char *argv[] = {program, NULL};
    pid_t child;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, listener, 3);
    int error = posix_spawn(&child, program, &actions, NULL, argv, environ);
    if (error)
        errx(1, "posix_spawn %s: %s", program, strerror(error));
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

static void ask_once(const char *path) {
    char buffer[4096];
    int fd = connected(path);
    if (write(fd, "GET / HTTP/1.0\r\n\r\n", 18) != 18)
        err(1, "write");
    while (read(fd, buffer, sizeof buffer) > 0)
        ;
    close(fd);
}

static void floor_of(char *program, const char *path, int times) {
    struct sockaddr_un address;
    int listener = unix_socket(path, &address);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 100) < 0)
        err(1, "listen on %s", path);
    for (int i = 0; i < times; i++) {
        double begin = now();
        pid_t child = start(program, listener);
        ask_once(path);
        printf("%.6f\n", (now() - begin) * 1e3);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    unlink(path);
}

struct client {
    pthread_t thread;
    const char *path;
    const char *target;
    int times;
    double *samples;
    pthread_barrier_t *warm;
};

static void exchange(int fd, const char *request, size_t length, char *answer) {
    size_t have = 0, want = 0;
    if (write(fd, request, length) != (ssize_t)length)
        err(1, "write");
    do {
        ssize_t got = read(fd, answer + have, ANSWER_BYTES - 1 - have);
        if (got <= 0)
            errx(1, "the answer was cut off");
        have += got;
        answer[have] = 0;
        char *body = strstr(answer, "\r\n\r\n"), *header = strcasestr(answer, "\r\ncontent-length:");
        if (body && header)
            want = body + 4 - answer + strtoul(header + 17, NULL, 10);
    } while (want == 0 || have < want);
    if (strncmp(answer, "HTTP/1.1 200", 12))
        errx(1, "not 200: %.40s", answer);
}

static void *run(void *argument) {
    struct client *me = argument;
    char request[512], *answer = malloc(ANSWER_BYTES);
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: liege\r\n\r\n", me->target);
    int fd = connected(me->path);
    for (int i = 0; i < WARM_UP; i++)
        exchange(fd, request, length, answer);
    pthread_barrier_wait(me->warm);
    for (int i = 0; i < me->times; i++) {
        double begin = now();
        exchange(fd, request, length, answer);
        me->samples[i] = (now() - begin) * 1e6;
    }
    close(fd);
    free(answer);
    return NULL;
}

static void query(const char *path, const char *target, int connections, int times) {
    struct client clients[MOST_CONNECTIONS];
    pthread_barrier_t warm;
    pthread_barrier_init(&warm, NULL, connections + 1);
    for (int i = 0; i < connections; i++) {
        clients[i] = (struct client){0, path, target, times, malloc(times * sizeof(double)), &warm};
        if (pthread_create(&clients[i].thread, NULL, run, &clients[i]))
            errx(1, "pthread_create");
    }
    pthread_barrier_wait(&warm);
    double begin = now();
    for (int i = 0; i < connections; i++)
        pthread_join(clients[i].thread, NULL);
    double took = now() - begin;
    for (int i = 0; i < connections; i++)
        for (int j = 0; j < times; j++)
            printf("%.3f\n", clients[i].samples[j]);
    printf("rate %.0f\n", (double)connections * times / took);
}

int main(int count, char **words) {
    signal(SIGPIPE, SIG_IGN);
    if (count == 5 && !strcmp(words[1], "floor"))
        floor_of(words[2], words[3], atoi(words[4]));
    else if (count == 6 && !strcmp(words[1], "query") && atoi(words[4]) > 0 && atoi(words[4]) <= MOST_CONNECTIONS)
        query(words[2], words[3], atoi(words[4]), atoi(words[5]));
    else
        errx(2, "usage: gauge floor PROGRAM SOCKET TIMES | gauge query SOCKET TARGET CONNECTIONS TIMES");
    return 0;
}
