/* The network: TCP, epoll and bells. See os.h. Every socket is non-blocking
 * and close-on-exec; a peer that is gone is -EPIPE, never a signal. */
#include "os.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include "bug.h"

enum { BACKLOG = 1024, READY_MAX = 256 };
_Static_assert((int)OS_READ == (int)EPOLLIN && (int)OS_WRITE == (int)EPOLLOUT && (int)OS_GONE == (int)EPOLLERR, "epoll's own bits");

union where {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* "1.2.3.4:80" or "[::1]:80" as a socket address; its length, or 0. */
static socklen_t parse_address(const char *address, union where *out)
{
	struct str s = str_of(address);
	char host[INET6_ADDRSTRLEN] = "";
	int64_t port = 0;
	const char *colon = strrchr(address, ':');
	if (!colon || !str_i64(str_of(colon + 1), &port) || port < 0 || port > 65535)
		return 0;
	s.n = (size_t)(colon - address);
	bool v6 = s.n >= 2 && s.p[0] == '[' && s.p[s.n - 1] == ']';
	if (v6)
		s = (struct str){s.p + 1, s.n - 2};
	if (s.n >= sizeof host)
		return 0;
	memcpy(host, s.p, s.n);
	memset(out, 0, sizeof *out);
	if (v6) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = htons((uint16_t)port);
		return inet_pton(AF_INET6, host, &out->v6.sin6_addr) == 1 ? sizeof out->v6 : 0;
	}
	out->v4.sin_family = AF_INET;
	out->v4.sin_port = htons((uint16_t)port);
	return inet_pton(AF_INET, host, &out->v4.sin_addr) == 1 ? sizeof out->v4 : 0;
}

int os_listen(const char *address, int *port)
{
	union where at;
	socklen_t n = parse_address(address, &at);
	if (n == 0)
		return -EINVAL;
	int fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	int on = 1;
	bool ok = setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
		&& (at.any.sa_family != AF_INET6 || setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) == 0)
		&& bind(fd, &at.any, n) == 0 && listen(fd, BACKLOG) == 0 && getsockname(fd, &at.any, &n) == 0;
	if (!ok) {
		int rc = -errno;
		close(fd);
		return rc;
	}
	*port = ntohs(at.any.sa_family == AF_INET6 ? at.v6.sin6_port : at.v4.sin_port);
	return fd;
}

int os_accept(int fd, char peer[static 46])
{
	union where from;
	socklen_t n = sizeof from;
	int got = 0;
	do
		got = accept4(fd, &from.any, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
	while (got < 0 && (errno == EINTR || errno == ECONNABORTED));
	if (got < 0)
		return -errno;
	int on = 1;
	setsockopt(got, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	bool v6 = from.any.sa_family == AF_INET6;
	const void *host = v6 ? (const void *)&from.v6.sin6_addr : (const void *)&from.v4.sin_addr;
	must(inet_ntop(from.any.sa_family, host, peer, 46) != NULL);
	return got;
}

int64_t os_recv(int fd, void *p, size_t n)
{
	ssize_t got = 0;
	do
		got = recv(fd, p, n, 0);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -errno : (int64_t)got;
}

int64_t os_send(int fd, const void *p, size_t n)
{
	ssize_t put = 0;
	do
		put = send(fd, p, n, MSG_NOSIGNAL);
	while (put < 0 && errno == EINTR);
	return put < 0 ? -errno : (int64_t)put;
}

void os_shutdown_write(int fd)
{
	shutdown(fd, SHUT_WR);
}

int os_poll_new(void)
{
	int fd = epoll_create1(EPOLL_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static int poll_control(int poll, int op, int fd, int what, void *tag)
{
	struct epoll_event e = {.events = (uint32_t)what & (EPOLLIN | EPOLLOUT), .data.ptr = tag};
	return epoll_ctl(poll, op, fd, &e) == 0 ? 0 : -errno;
}

int os_poll_add(int poll, int fd, int what, void *tag)
{
	return poll_control(poll, EPOLL_CTL_ADD, fd, what, tag);
}

int os_poll_change(int poll, int fd, int what, void *tag)
{
	return poll_control(poll, EPOLL_CTL_MOD, fd, what, tag);
}

int os_poll_remove(int poll, int fd)
{
	return poll_control(poll, EPOLL_CTL_DEL, fd, 0, NULL);
}

int os_poll_wait(int poll, struct os_ready *out, int max, int timeout_ms)
{
	struct epoll_event e[READY_MAX];
	must(max > 0);
	int n = epoll_wait(poll, e, max < READY_MAX ? max : READY_MAX, timeout_ms);
	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	for (int i = 0; i < n; i++) {
		int what = (int)(e[i].events & (EPOLLIN | EPOLLOUT));
		if (e[i].events & (EPOLLERR | EPOLLHUP))
			what |= OS_GONE;
		out[i] = (struct os_ready){e[i].data.ptr, what};
	}
	return n;
}

int os_bell_new(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

void os_bell_ring(int bell)
{
	uint64_t one = 1;
	ssize_t n = 0;
	do
		n = write(bell, &one, sizeof one);
	while (n < 0 && errno == EINTR);
	/* A full counter is a bell that rings already. */
}

void os_bell_clear(int bell)
{
	uint64_t count = 0;
	ssize_t n = 0;
	do
		n = read(bell, &count, sizeof count);
	while (n < 0 && errno == EINTR);
}
