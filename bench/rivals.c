/*
 * A server that answers its pid on descriptor 3, and waits for connections in the way that is named: accept, epoll (all that wait
 * at each turn), epoll1 (one), exclusive (EPOLLEXCLUSIVE), edge (EPOLLET), poll, select.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static int serve_one(void)
{
    char request[4096], answer[128];
    int client = accept4(3, NULL, NULL, SOCK_CLOEXEC);
    if (client < 0)
        return 0;
    if (read(client, request, sizeof request) > 0) {
        int length = snprintf(answer, sizeof answer, "HTTP/1.0 200 OK\r\n\r\n%d\n", (int)getpid());
        if (write(client, answer, (size_t)length) < 0)
            perror("rivals: could not answer");
    }
    close(client);
    return 1;
}

static void serve_by_epoll(const char *way)
{
    int poll = epoll_create1(EPOLL_CLOEXEC), one = strcmp(way, "epoll1") == 0 || strcmp(way, "exclusive") == 0;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = 3};
    event.events |= strcmp(way, "exclusive") == 0 ? EPOLLEXCLUSIVE : 0;
    event.events |= strcmp(way, "edge") == 0 ? EPOLLET : 0;
    epoll_ctl(poll, EPOLL_CTL_ADD, 3, &event);
    for (;;) {
        epoll_wait(poll, &event, 1, -1);
        while (serve_one() && !one)
            continue;
    }
}

int main(int count, char **words)
{
    const char *way = count > 1 ? words[1] : "accept";
    int blocking = strcmp(way, "accept") == 0;
    fcntl(3, F_SETFL, blocking ? 0 : O_NONBLOCK);
    while (blocking)
        serve_one();
    while (strcmp(way, "poll") == 0) {
        struct pollfd listener = {.fd = 3, .events = POLLIN};
        poll(&listener, 1, -1);
        serve_one();
    }
    while (strcmp(way, "select") == 0) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(3, &set);
        select(4, &set, NULL, NULL, NULL);
        serve_one();
    }
    serve_by_epoll(way);
}
