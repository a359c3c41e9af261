#include "test.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/os.h"

static const char *in_folder(const char *name)
{
	return arena_printf(test_arena(), "%s/%s", test_folder(), name);
}

static const char *content(const char *path)
{
	struct str s = STR_NONE;
	return os_read_file(test_arena(), path, 1000, &s) == 0 ? s.p : NULL;
}

TEST(a_file_is_written_whole_replaced_and_read)
{
	const char *path = in_folder("a");
	CHECK_INT(os_write_file(path, STR("one")), 0);
	CHECK_STR(content(path), "one");
	CHECK_INT(os_write_file(path, STR("two2")), 0);
	CHECK_STR(content(path), "two2");
	CHECK_INT(os_file_size(path), 4);
	CHECK_INT(os_append_file(path, STR("+3")), 0);
	CHECK_STR(content(path), "two2+3");
	char **names = NULL;
	CHECK_INT(os_list_dir(test_arena(), test_folder(), &names), 1);
}

TEST(files_are_for_their_owner_only)
{
	struct stat st;
	CHECK_INT(os_write_file(in_folder("a"), STR("x")), 0);
	CHECK(stat(in_folder("a"), &st) == 0 && (st.st_mode & 077) == 0);
	CHECK_INT(os_mkdir(in_folder("d")), 0);
	CHECK(stat(in_folder("d"), &st) == 0 && (st.st_mode & 077) == 0);
}

TEST(a_write_that_fails_leaves_the_old_file_and_nothing_beside_it)
{
	char **names = NULL;
	CHECK_INT(os_write_file(in_folder("no/such"), STR("x")), -ENOENT);
	CHECK_INT(os_mkdir(in_folder("d")), 0);
	CHECK_INT(os_write_file(in_folder("d"), STR("x")), -EISDIR);
	CHECK_INT(os_list_dir(test_arena(), test_folder(), &names), 1);
	CHECK(os_is_dir(in_folder("d")));
}

TEST(reading_stops_at_the_limit)
{
	struct str s = STR("untouched");
	const char *path = in_folder("a");
	CHECK_INT(os_write_file(path, STR("12345")), 0);
	CHECK_INT(os_read_file(test_arena(), path, 4, &s), -EFBIG);
	CHECK_STR(s, "untouched");
	CHECK_INT(os_read_file(test_arena(), path, 5, &s), 0);
	CHECK_STR(s, "12345");
	CHECK_INT(os_read_file(test_arena(), "/dev/zero", 100000, &s), -EFBIG);
	CHECK_INT(os_read_file(test_arena(), in_folder("none"), 5, &s), -ENOENT);
	CHECK_INT(os_read_file(test_arena(), test_folder(), 5, &s), -EISDIR);
}

TEST(an_empty_file_is_an_empty_text)
{
	struct str s = STR("x");
	CHECK_INT(os_write_file(in_folder("a"), STR_NONE), 0);
	CHECK_INT(os_read_file(test_arena(), in_folder("a"), 0, &s), 0);
	CHECK_STR(s, "");
}

TEST(folders_are_made_once_and_listed_in_order)
{
	char **names = NULL;
	CHECK_INT(os_mkdir(in_folder("d")), 0);
	CHECK_INT(os_mkdir(in_folder("d")), 0);
	CHECK_INT(os_list_dir(test_arena(), in_folder("d"), &names), 0);
	for (int i = 99; i >= 0; i--)
		CHECK_INT(os_append_file(in_folder(arena_printf(test_arena(), "d/%02d", i)), STR("x")), 0);
	CHECK_INT(os_list_dir(test_arena(), in_folder("d"), &names), 100);
	for (int i = 0; i < 100; i++)
		CHECK_STR(names[i], arena_printf(test_arena(), "%02d", i));
	CHECK_INT(os_mkdir(in_folder("d/05")), -EEXIST);
	CHECK_INT(os_mkdir(in_folder("no/d")), -ENOENT);
	CHECK_INT(os_list_dir(test_arena(), in_folder("none"), &names), -ENOENT);
}

TEST(things_are_moved_and_removed)
{
	CHECK_INT(os_write_file(in_folder("a"), STR("x")), 0);
	CHECK_INT(os_rename(in_folder("a"), in_folder("b")), 0);
	CHECK(!os_exists(in_folder("a")));
	CHECK(os_exists(in_folder("b")) && !os_is_dir(in_folder("b")));
	CHECK_INT(os_rename(in_folder("a"), in_folder("b")), -ENOENT);
	CHECK_INT(os_remove(in_folder("b")), 0);
	CHECK_INT(os_remove(in_folder("b")), -ENOENT);
	CHECK_INT(os_file_size(in_folder("b")), -ENOENT);
}

TEST(file_numbers_read_and_write)
{
	char bytes[8];
	int fd = os_open_write(in_folder("a"));
	CHECK(fd >= 0);
	CHECK_INT(os_write_all(fd, "abc", 3), 3);
	CHECK_INT(os_write_all(fd, "", 0), 0);
	CHECK_INT(os_sync(fd), 0);
	CHECK_INT(os_close(fd), 0);
	fd = os_open_read(in_folder("a"));
	CHECK_INT(os_read(fd, bytes, sizeof bytes), 3);
	CHECK_INT(os_read(fd, bytes, sizeof bytes), 0);
	CHECK_INT(os_write_all(fd, "x", 1), -EBADF);
	CHECK_INT(os_close(fd), 0);
	CHECK_INT(os_close(fd), -EBADF);
	CHECK_INT(os_read(fd, bytes, 1), -EBADF);
	CHECK_INT(os_open_read(in_folder("none")), -ENOENT);
}

TEST(a_full_disk_is_told)
{
	int fd = os_open_write("/dev/full");
	CHECK(fd >= 0);
	CHECK_INT(os_write_all(fd, "x", 1), -ENOSPC);
	CHECK_INT(os_close(fd), 0);
}

TEST(a_lock_is_held_by_one)
{
	const char *path = in_folder("lock");
	int first = os_lock(path);
	CHECK(first >= 0);
	CHECK_INT(os_lock(path), -EAGAIN);
	pid_t other = fork();
	if (other == 0)
		_exit(os_lock(path) == -EAGAIN ? 0 : 1);
	int status = 1;
	CHECK(waitpid(other, &status, 0) == other && status == 0);
	CHECK_INT(os_close(first), 0);
	int second = os_lock(path);
	CHECK(second >= 0);
	CHECK_INT(os_close(second), 0);
	CHECK_INT(os_lock(in_folder("no/lock")), -ENOENT);
}
