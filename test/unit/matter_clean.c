#include "test.h"

#include "base/os.h"
#include "matter/attach.h"
#include "matter/clean.h"
#include "matter/seal.h"

/* -- sealing whole files */

static struct str sealed_of(const struct seal_key *key, struct str plain)
{
	struct buf b;
	buf_init(&b, SEAL_FILE_MORE(plain.n));
	seal_file(key, plain, &b);
	CHECK(buf_ok(&b));
	struct str out = {arena_memdup(test_arena(), b.p, b.n), b.n};
	buf_free(&b);
	return out;
}

static bool opens(const struct seal_key *key, struct str sealed, struct str want)
{
	struct buf b;
	buf_init(&b, want.n + 1);
	bool ok = seal_file_open(key, sealed, &b) && str_eq(buf_view(&b), want);
	buf_free(&b);
	return ok;
}

TEST(a_sealed_file_opens_whole_and_with_its_key_alone)
{
	static const size_t sizes[] = {0, 1, SEAL_FILE_CHUNK - 1, SEAL_FILE_CHUNK, SEAL_FILE_CHUNK + 1, 3 * SEAL_FILE_CHUNK + 7};
	struct seal_key key = seal_key_new(), other = seal_key_new();
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *p = arena_alloc(test_arena(), sizes[i] + 1);
		memset(p, 'x', sizes[i]);
		struct str plain = {p, sizes[i]}, sealed = sealed_of(&key, plain);
		CHECK(opens(&key, sealed, plain));
		CHECK(!opens(&other, sealed, plain));
		CHECK(!opens(&key, str_head(sealed, sealed.n - 1), plain));
		CHECK(!opens(&key, str_head(sealed, 24), plain));
		if (sizes[i] > SEAL_FILE_CHUNK)        /* cut at the end of a chunk */
			CHECK(!opens(&key, str_head(sealed, 24 + SEAL_FILE_CHUNK + 17), plain));
		char *bent = arena_memdup(test_arena(), sealed.p, sealed.n);
		bent[sealed.n / 2] ^= 1;
		CHECK(!opens(&key, (struct str){bent, sealed.n}, plain));
		char *longer = arena_alloc(test_arena(), 2 * sealed.n);
		memcpy(longer, sealed.p, sealed.n);
		memcpy(longer + sealed.n, sealed.p, sealed.n);
		CHECK(!opens(&key, (struct str){longer, 2 * sealed.n}, plain));
	}
}

/* -- taking files */

static struct file_in taken(const char *name, struct str content, bool of_petitioner, struct msg *fault)
{
	struct file_in f;
	const char *path = arena_printf(test_arena(), "%s/upload", test_folder());
	CHECK_INT(os_write_file(path, content), 0);
	*fault = attach_take(test_arena(), path, str_of(name), &f);
	CHECK_INT(fault->id, MSG_NONE.id);
	*fault = clean_take(test_arena(), &f, of_petitioner);
	return f;
}

static struct str content_of(const char *path)
{
	struct str s;
	CHECK_INT(os_read_file(test_arena(), path, 1024 * 1024, &s), 0);
	return s;
}

#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Zhang San"

TEST(what_a_petitioner_sends_is_sealed_and_its_name_with_it)
{
	struct msg fault;
	struct seal_key key;
	struct file_in f = taken("Zhang San.txt", STR("words"), true, &fault);
	CHECK_INT(fault.id, MSG_NONE.id);
	CHECK_STR(f.name, "");
	CHECK_STR(f.sent_name, "Zhang San.txt");
	CHECK_STR(f.copy, "clean");
	CHECK_STR(content_of(f.path), "words");
	CHECK(f.original.sealed && f.original.key.n == sizeof key.b);
	memcpy(key.b, f.original.key.p, sizeof key.b);
	CHECK(opens(&key, content_of(f.original.path), STR("words")));
	struct act_in in = {.file = {f}, .files = 1};
	clean_forget(&in);
	CHECK(!os_exists(f.original.path));
}

TEST(without_a_copy_the_original_is_kept_and_nothing_of_it_in_plain)
{
	struct msg fault;
	struct file_in f = taken("a.doc", STR(OLE), true, &fault);
	CHECK_INT(fault.id, MSG_NONE.id);
	CHECK_STR(f.copy, "none");
	CHECK(*f.why && clean_why(f.why).id);
	CHECK_INT(f.size, 0);
	CHECK_INT(f.sha256.n, 0);
	CHECK_STR(content_of(f.path), "");
	CHECK(f.original.sealed);
}

TEST(papers_of_staff_keep_their_name_and_are_refused_without_a_copy)
{
	struct msg fault;
	struct file_in f = taken("现场记录.txt", STR("words"), false, &fault);
	CHECK_INT(fault.id, MSG_NONE.id);
	CHECK_STR(f.name, "现场记录.txt");
	CHECK(!f.original.sealed && !f.original.path);
	taken("a.doc", STR(OLE), false, &fault);
	CHECK_INT(fault.id, T_FAULT_FILE_NO_COPY("").id);
}
