/*
 * Visitors of a web site who come at a steady rate, whether or not the earlier ones have been answered: who is kept
 * waiting does not make them fewer, as it would with clients that ask one question after the other.
 *
 *   storm PORT HOST RATE MILLIS
 *       RATE requests a second for http://HOST/ at 127.0.0.1:PORT, for so long, each on a connection of its own.
 *
 * Prints a line for each, in the order of their ends, when all have ended:
 *       SENT STATUS LATENCY RETRY-AFTER BODY
 * SENT in ms since the first one was due; STATUS 0 for one without an answer; LATENCY in ms from when it was due to the
 * end of the answer; RETRY-AFTER in s, - without one; BODY the first line of what was answered, cut off, perhaps empty.
 * The exit status tells nothing about the answers.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000, ANSWER_BYTES = 4096, BODY_BYTES = 160, LINE_BYTES = 256 };
enum { EVENTS = 64, HIGHEST_RATE = 10000, LONGEST_MS = 600000 };

struct visitor {
    int fd, asked;
    double due;
    size_t have;
    char answer[ANSWER_BYTES + 1];
};

static struct sockaddr_in site;
static char question[512];
static size_t question_bytes;
static double begun;
static int queue;
static long present;

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void print_header(const char *head, const char *name) {
    const char *found = strcasestr(head, name);
    if (found == NULL)
        printf(" -");
    else
        printf(" %ld", strtol(found + strlen(name), NULL, 10));
}

static void print_body(const char *body) {
    size_t length = strcspn(body, "\r\n");
    printf(" %.*s\n", (int)(length < BODY_BYTES ? length : BODY_BYTES), body);
}

static void report(struct visitor *one) {
    int status = 0;
    one->answer[one->have] = 0;
    char *body = strstr(one->answer, "\r\n\r\n");
    if (body == NULL || sscanf(one->answer, "HTTP/1.%*d %d", &status) != 1)
        status = 0;
    if (body != NULL)
        *body = 0;
    printf("%.3f %d %.3f", one->due - begun, status, now_ms() - one->due);
    print_header(one->answer, "\r\nretry-after:");
    print_body(body == NULL ? "" : body + 4);
}

/* Whatever ended it: what has come of the answer is judged. */
static void leave(struct visitor *one) {
    report(one);
    close(one->fd);
    one->fd = -1;
    present--;
}

static void come(struct visitor *one, double due) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP, .data.ptr = one};
    one->due = due;
    one->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (one->fd < 0)
        err(1, "socket");
    present++;
    if (connect(one->fd, (struct sockaddr *)&site, sizeof site) < 0 && errno != EINPROGRESS)
        leave(one);
    else if (epoll_ctl(queue, EPOLL_CTL_ADD, one->fd, &event) < 0)
        err(1, "epoll_ctl");
}

static void ask(struct visitor *one) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = one};
    if (send(one->fd, question, question_bytes, MSG_NOSIGNAL) != (ssize_t)question_bytes) {
        leave(one);
        return;
    }
    one->asked = 1;
    if (epoll_ctl(queue, EPOLL_CTL_MOD, one->fd, &event) < 0)
        err(1, "epoll_ctl");
}

/* An answer of more than the buffer holds is read on over its own end, which nobody looks at. */
static void hear(struct visitor *one) {
    char rest[ANSWER_BYTES];
    for (;;) {
        size_t room = ANSWER_BYTES - one->have;
        ssize_t got = room > 0 ? read(one->fd, one->answer + one->have, room) : read(one->fd, rest, sizeof rest);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            leave(one);
            return;
        }
        if (room > 0)
            one->have += got;
    }
}

static void serve(int timeout_ms) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(queue, events, EVENTS, timeout_ms);
    for (int i = 0; i < count; i++) {
        struct visitor *one = events[i].data.ptr;
        if (!one->asked && (events[i].events & EPOLLOUT))
            ask(one);
        else
            hear(one);
    }
}

/* Who came first gives up first; returns the first one who hasn't ended. */
static long give_up(struct visitor *all, long first, long next) {
    while (first < next && (all[first].fd < 0 || now_ms() - all[first].due > PATIENCE_MS)) {
        all[first].have = 0;
        if (all[first].fd >= 0)
            leave(&all[first]);
        first++;
    }
    return first;
}

static void storm(long rate, long millis) {
    long count = rate * millis / 1000, first = 0;
    struct visitor *all = calloc(count, sizeof *all);
    char *lines = malloc(count * LINE_BYTES + 1);
    if (all == NULL || lines == NULL)
        err(1, "malloc");
    /* Nothing is written until the end: a reader who is late would hold up the storm. */
    setvbuf(stdout, lines, _IOFBF, count * LINE_BYTES + 1);
    begun = now_ms();
    for (long next = 0; next < count || present > 0;) {
        double due = begun + next * 1e3 / rate, now = now_ms();
        if (next < count && due <= now)
            come(&all[next++], due);
        else
            serve(next < count && due - now < 1000 ? (int)(due - now) : 1000);
        first = give_up(all, first, next);
    }
    fflush(stdout);
    setvbuf(stdout, NULL, _IONBF, 0);
    free(lines);
    free(all);
}

/* Those who wait hold a descriptor each. */
static void open_files(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int count, char **words) {
    long rate = count == 5 ? atol(words[3]) : 0, millis = count == 5 ? atol(words[4]) : 0;
    if (rate < 1 || rate > HIGHEST_RATE || millis < 1 || millis > LONGEST_MS)
        errx(2, "usage: storm PORT HOST RATE MILLIS, at most %d a second for %d ms", HIGHEST_RATE, LONGEST_MS);
    site = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(words[1])),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    question_bytes = snprintf(question, sizeof question, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
                              words[2]);
    if (question_bytes >= sizeof question)
        errx(2, "the host's name is too long");
    open_files();
    queue = epoll_create1(EPOLL_CLOEXEC);
    if (queue < 0)
        err(1, "epoll_create1");
    storm(rate, millis);
    return 0;
}
