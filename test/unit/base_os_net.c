#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/os.h"

static int connect_to(int port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(fd >= 0);
	CHECK(connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
	return fd;
}

TEST(only_addresses_of_the_two_forms_are_listened_on)
{
	static const char *const bad[] = {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:8x",
		"localhost:80", "::1:80", "[::1]", "[127.0.0.1]:80", "[]:80", "127.0.0:1:80",
		"[0000:0000:0000:0000:0000:0000:0000:0000:0000:0001]:80", "999.0.0.1:80"};
	int port = 0;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_INT(os_listen(bad[i], &port), -EINVAL);
}

TEST(a_port_is_chosen_told_and_taken_once)
{
	int port = 0, again = 0;
	int fd = os_listen("127.0.0.1:0", &port);
	CHECK(fd >= 0 && port > 0);
	CHECK_INT(os_listen(arena_printf(test_arena(), "127.0.0.1:%d", port), &again), -EADDRINUSE);
	CHECK_INT(os_close(fd), 0);
}

TEST(bytes_go_there_and_back)
{
	int port = 0;
	char peer[46] = "", bytes[16];
	int fd = os_listen("127.0.0.1:0", &port);
	CHECK_INT(os_accept(fd, peer), -EAGAIN);
	int client = connect_to(port);
	int server = os_accept(fd, peer);
	CHECK(server >= 0);
	CHECK_STR(peer, "127.0.0.1");
	CHECK_INT(os_recv(server, bytes, sizeof bytes), -EAGAIN);
	CHECK_INT(os_send(server, "hello", 5), 5);
	CHECK_INT(os_recv(client, bytes, sizeof bytes), 5);
	os_shutdown_write(server);
	CHECK_INT(os_recv(client, bytes, sizeof bytes), 0);
	CHECK_INT(os_close(client), 0);
	os_sleep_ms(20);
	int64_t rc = 0;
	for (int i = 0; i < 10 && rc >= 0; i++, os_sleep_ms(10))
		rc = os_send(server, "x", 1);
	CHECK(rc == -EPIPE || rc == -ECONNRESET);
	os_close(server);
	os_close(fd);
}

TEST(the_newer_internet_works_too)
{
	int port = 0;
	int fd = os_listen("[::1]:0", &port);
	if (fd == -EADDRNOTAVAIL || fd == -EAFNOSUPPORT)
		SKIP("no IPv6 here");
	CHECK(fd >= 0 && port > 0);
	os_close(fd);
}

TEST(a_bell_wakes_the_poll_until_it_is_cleared)
{
	int tag = 0;
	struct os_ready ready[4];
	int poll = os_poll_new(), bell = os_bell_new();
	CHECK(poll >= 0 && bell >= 0);
	CHECK_INT(os_poll_add(poll, bell, OS_READ, &tag), 0);
	CHECK_INT(os_poll_add(poll, bell, OS_READ, &tag), -EEXIST);
	CHECK_INT(os_poll_wait(poll, ready, 4, 0), 0);
	os_bell_ring(bell);
	os_bell_ring(bell);
	CHECK_INT(os_poll_wait(poll, ready, 4, 1000), 1);
	CHECK(ready[0].tag == &tag && ready[0].what == OS_READ);
	os_bell_clear(bell);
	os_bell_clear(bell);                       /* never waits */
	CHECK_INT(os_poll_wait(poll, ready, 4, 0), 0);
	os_bell_ring(bell);
	CHECK_INT(os_poll_change(poll, bell, 0, &tag), 0);
	CHECK_INT(os_poll_wait(poll, ready, 4, 0), 0);
	CHECK_INT(os_poll_remove(poll, bell), 0);
	CHECK_INT(os_poll_remove(poll, bell), -ENOENT);
	CHECK_STOPS(os_poll_wait(poll, ready, 0, 0));
	os_close(bell);
	os_close(poll);
}

TEST(a_peer_that_is_gone_is_told)
{
	int tag = 0, ends[2];
	struct os_ready ready[4];
	int poll = os_poll_new();
	CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
	CHECK_INT(os_poll_add(poll, ends[0], OS_READ | OS_WRITE, &tag), 0);
	CHECK_INT(os_poll_wait(poll, ready, 4, 0), 1);
	CHECK_INT(ready[0].what, OS_WRITE);
	CHECK_INT(os_close(ends[1]), 0);
	CHECK_INT(os_poll_wait(poll, ready, 4, 0), 1);
	CHECK(ready[0].what & OS_GONE);
	os_close(ends[0]);
	os_close(poll);
}
