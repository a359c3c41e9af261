/* The HTTP edge's share of the seam: sending without copies, one listening
 * socket in several loops, neighbours, open files. */
#include "os.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

int64_t os_send_two(int fd, struct str a, struct str b)
{
	struct iovec part[2] = {{(void *)(uintptr_t)a.p, a.n}, {(void *)(uintptr_t)b.p, b.n}};
	struct msghdr m = {.msg_iov = part, .msg_iovlen = b.n ? 2 : 1};
	ssize_t n;
	do
		n = sendmsg(fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : n;
}

int64_t os_send_file(int fd, int file, int64_t *at, size_t n)
{
	off_t off = *at;
	ssize_t sent;
	do
		sent = sendfile(fd, file, &off, n);
	while (sent < 0 && errno == EINTR);
	*at = off;
	return sent < 0 ? -errno : sent;
}

void os_drop_unsent(int fd)
{
	struct linger at_once = {.l_onoff = 1, .l_linger = 0};
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

int os_poll_add_shared(int poll, int fd, void *tag)
{
	struct epoll_event e = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = tag};
	return epoll_ctl(poll, EPOLL_CTL_ADD, fd, &e) < 0 ? -errno : 0;
}

void os_peer_group(const char *peer, unsigned char key[static 16])
{
	unsigned char v6[16] = {0};
	struct in_addr v4;
	memset(key, 0, 16);
	if (inet_pton(AF_INET, peer, &v4) == 1) {
		key[10] = key[11] = 0xff;
		memcpy(key + 12, &v4, 4);
	} else if (inet_pton(AF_INET6, peer, v6) == 1) {
		bool mapped = memcmp(v6, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) == 0;
		memcpy(key, v6, mapped ? 16 : 8);
	}
}

int os_file_limit(int want)
{
	struct rlimit r;
	if (getrlimit(RLIMIT_NOFILE, &r) < 0)
		return -errno;
	if (r.rlim_cur < (rlim_t)want) {
		r.rlim_cur = r.rlim_max < (rlim_t)want ? r.rlim_max : (rlim_t)want;
		setrlimit(RLIMIT_NOFILE, &r);
		getrlimit(RLIMIT_NOFILE, &r);
	}
	return r.rlim_cur > INT32_MAX ? INT32_MAX : (int)r.rlim_cur;
}
