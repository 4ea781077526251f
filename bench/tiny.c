/* The smallest worker that answers: accepts on descriptor 3, one request at a time, with its pid in the body. */
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
    char buffer[4096];
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        int client = accept(3, NULL, NULL);
        if (client < 0)
            return 1;
        if (read(client, buffer, sizeof buffer) > 0) {
            int length = snprintf(buffer, sizeof buffer, "HTTP/1.0 200 OK\r\n\r\npid %d\n", (int)getpid());
            if (write(client, buffer, length) < 0)
                perror("write");
        }
        close(client);
    }
}
