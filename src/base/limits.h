/* Every limit, in one place. Each is tested at the limit and one past it. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
	/* HTTP */
	LIMIT_HEAD_BYTES = 16 * 1024,
	LIMIT_HEADER_COUNT = 100,
	LIMIT_URI_BYTES = 8 * 1024,
	LIMIT_FORM_BYTES = 1024 * 1024,
	LIMIT_FORM_FIELDS = 200,
	LIMIT_UPLOAD_BYTES = 32 * 1024 * 1024,  /* a whole multipart body */
	LIMIT_RESPONSE_BYTES = 16 * 1024 * 1024,
	LIMIT_REQUEST_ARENA_BYTES = 96 * 1024 * 1024,
	LIMIT_CONNECTIONS = 4096,
	LIMIT_CONNECTIONS_PER_ADDRESS = 64,
	LIMIT_HEAD_MS = 10 * 1000,
	LIMIT_BODY_BYTES_PER_S = 1024,          /* slowest body allowed, after the first LIMIT_HEAD_MS */
	LIMIT_WRITE_MS = 30 * 1000,
	LIMIT_IDLE_MS = 30 * 1000,
	LIMIT_BOUNDARY_BYTES = 70,
	LIMIT_PARTS = 64,
	LIMIT_QUEUE_JOBS = 4096,
	LIMIT_POOL_JOBS = 256,                  /* waiting for the slow lane */
	LIMIT_LINGER_MS = 2 * 1000,             /* after the last byte, until the client has read it */
	LIMIT_STOP_MS = 10 * 1000,              /* to finish what is under way */
	LIMIT_PART_HEAD_BYTES = 4 * 1024,
	/* what people type, in characters */
	LIMIT_NAME_CHARS = 100,
	LIMIT_SUBJECT_CHARS = 120,
	LIMIT_AGENDA_ITEMS = 60,
	LIMIT_CLAUSES = 200,                    /* of a directive */
	LIMIT_CONVEYED_UNITS = 20000,           /* as q_conveyed_list reads */
	LIMIT_FINDINGS = 10000,                 /* of a campaign */
	LIMIT_PARCELS = 60,                     /* of a matter; its files are few more */
	LIMIT_MEASURES = 200,                   /* of a finding */
	LIMIT_FINDINGS_ROWS = 40000,            /* of a table findings are taken from */
	LIMIT_FINDINGS_TABLE_BYTES = 16 * 1024 * 1024,  /* of its rows as lines */
	LIMIT_CASES = 500,                      /* of a batch; batch_cases reads 1000 */
	LIMIT_SCRIPT_SEATS = 60,                /* of the demo city */
	LIMIT_LINE_CHARS = 300,
	LIMIT_TEXT_CHARS = 20000,
	LIMIT_REASON_CHARS = 2000,
	LIMIT_QUERY_CHARS = 200,
	LIMIT_LOGIN_CHARS = 64,
	LIMIT_PASSWORD_BYTES = 4000,
	LIMIT_PASSWORD_MIN_CHARS = 15,
	/* files */
	LIMIT_FILE_BYTES = 10 * 1024 * 1024,
	LIMIT_FILES_PER_FORM = 5,
	LIMIT_FILES_PER_MATTER = 200,
	LIMIT_FILE_NAME_CHARS = 150,
	LIMIT_CLEAN_MS = 30 * 1000,             /* for the copy of one file */
	LIMIT_EXPORT_FILES_BYTES = 64 * 1024 * 1024,    /* of files in an archive of one's own data, which stands in memory */
	LIMIT_BACKUP_NAMES_BYTES = 512 * 1024 * 1024,   /* of all file names and hashes in a backup */
	/* lists */
	LIMIT_PAGE_ROWS = 50,
	LIMIT_PAGE_NUMBER = 10000,
	LIMIT_TABLE_ROWS = 5000,                /* of a list taken along as a file */
	/* sessions, assurance 7.3 */
	LIMIT_SESSION_IDLE_MIN = 30,
	LIMIT_SESSION_HOURS = 12,
	LIMIT_FRESH_MIN = 5,                    /* assurance 7.5: who one is was proved this lately */
	LIMIT_LOGIN_HALF_MIN = 5,               /* from the password to the code */
	LIMIT_RECOVERY_CODES = 10,
	LIMIT_FEED_ASKS = 120,         /* of one calendar feed in an hour */
	LIMIT_CODE_CHARS = 64,                  /* a one-time or recovery code as typed */
	/* the law */
	LIMIT_DRAFT_BYTES = 256 * 1024,         /* what a petitioner has typed so far */
	LIMIT_DRAFTS = 100000,
	LIMIT_DRAFT_DAYS = 30,                  /* local */
	LIMIT_PROXIES = 5,                      /* further codes of a matter that open it, as REG 20 */
	LIMIT_PROXIES_EVER = 100,               /* and those taken back */
	LIMIT_QUESTIONS = 200,                  /* to one petitioner in one matter */
	LIMIT_REPRESENTATIVES = 5,              /* Regulations art. 20 */
	LIMIT_EXTENSION_DAYS = 30,              /* Regulations art. 34 */
	/* rule files */
	LIMIT_RULE_FILE_BYTES = 1024 * 1024,
	LIMIT_RULE_ROWS = 2000,                 /* one per from state */
	LIMIT_RULE_PARTS = 200,                 /* procedures and fragments in all files */
	LIMIT_RULE_CLOCKS = 64,                 /* different ones in one procedure */
	LIMIT_IMPORT_FIELD_BYTES = 256 * 1024,
	LIMIT_IMPORT_FIELDS = 1000,             /* in one record */
	LIMIT_IMPORT_RECORD_BYTES = 4 * 1024 * 1024,
	LIMIT_IMPORT_FILE_BYTES = 1024 * 1024 * 1024,
	/* workbooks: huiyin-sheet */
	LIMIT_SHEET_FILE_BYTES = 32 * 1024 * 1024,
	LIMIT_SHEET_UNPACKED_BYTES = 64 * 1024 * 1024,  /* of all parts that are read */
	LIMIT_SHEET_PARTS = 1000,
	LIMIT_SHEET_DEPTH = 32,
	LIMIT_SHEET_LINES_BYTES = 64 * 1024 * 1024,     /* of rows as lines, in and out */
	LIMIT_SHEET_MS = 60 * 1000,
	LIMIT_SHEET_MEMORY_BYTES = 512 * 1024 * 1024,   /* of the helper */
	/* documents as PDF: huiyin-print */
	LIMIT_PRINT_LINES_BYTES = 4 * 1024 * 1024,
	LIMIT_MADE_WAITING = 8,                 /* requests that wait for a helper program's file */
	LIMIT_PRINT_MS = 30 * 1000,
	LIMIT_PRINT_MEMORY_BYTES = 1024 * 1024 * 1024,
	/* the ledger: proofs, signed notes, receipts, policies */
	LIMIT_PROOF_HASHES = 64,
	LIMIT_NOTE_BYTES = 64 * 1024,
	LIMIT_NOTE_SIGNATURES = 100,
	LIMIT_RECEIPT_BYTES = 1024 * 1024,
	LIMIT_RECEIPT_PARTS = 99,               /* QR codes one receipt is split over */
	LIMIT_CANON_DEPTH = 16,
	LIMIT_POLICY_BYTES = 64 * 1024,
	LIMIT_POLICY_NAMES = 64,                /* logs; and witnesses and groups together */
	LIMIT_WITNESS_PROOF_LINES = 63,         /* C2SP tlog-witness */
	LIMIT_WITNESS_BODY_BYTES = 80 * 1024,
	LIMIT_WITNESS_REPLY_BYTES = 16 * 1024,
	LIMIT_WITNESS_MS = 10 * 1000,           /* for one question to a witness, all in all */
	LIMIT_WITNESS_TURNS = 3,                /* questions to one witness about one head */
	LIMIT_WITNESS_URL_BYTES = 500,
	LIMIT_MERGE_DELAY_S = 600,              /* from a promise to the head that holds it (local) */
};

#endif
