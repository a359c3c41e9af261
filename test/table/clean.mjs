// huiyin-clean: of files whose every trace holds one word, the copies hold it
// nowhere; copies of files that differ in traces alone are the same bytes; what
// is made to swell is refused at once; what cannot be cleaned says why.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { deflateSync } from 'node:zlib';
import { readZip } from '../node/lib/zip.mjs';
import * as make from '../node/lib/traces.mjs';

const program = `${process.env.HUIYIN ?? 'build/huiyin'}-clean`;
const A = 'CANARYzhangsan42', B = 'OTHERlisi7777777';
const FAST_MS = 5000;
export const limit = 120;

function clean(kind, input) {
	const begun = Date.now();
	const done = spawnSync(program, [kind], { input, timeout: 60000, maxBuffer: 64 * 1024 * 1024, env: {} });
	assert.doesNotMatch(done.stderr.toString(), /Sanitizer|runtime error/);
	return { code: done.status, out: done.stdout, why: done.stderr.toString().trim(), ms: Date.now() - begun };
}
function copy(kind, input) {
	const done = clean(kind, input);
	assert.equal(done.code, 0, `${kind}: ${done.code} ${done.why}`);
	assert.ok(done.out.length > 0);
	return done.out;
}
function no(kind, input, why) {
	const done = clean(kind, input);
	assert.equal(done.code, 1, `${kind} was copied`);
	assert.equal(done.why, why);
	assert.equal(done.out.length, 0, 'a part of a copy came out');
	assert.ok(done.ms < FAST_MS, `it took ${done.ms} ms to refuse`);
}
// In no spelling, packed or not.
function silent(bytes, word) {
	for (const spelling of [word, word.toLowerCase()])
		for (const code of ['utf8', 'utf16le']) assert.equal(bytes.indexOf(Buffer.from(spelling, code)), -1, `the copy holds ${spelling}`);
	assert.ok(!bytes.toString('latin1').toLowerCase().includes(word.toLowerCase()));
}

const kinds = {
	jpeg: make.jpeg, png: make.png, gif: make.gif, webp: make.webp, pdf: make.pdf, docx: make.docx, xlsx: make.xlsx, odt: make.odt, mp3: make.mp3, mp4: make.mp4,
};
const endings = { jpeg: 'jpg' };

// What exiftool may still say of a copy: what a file cannot be shown without.
const STRUCTURE = /^(SourceFile|ExifTool:|System:|File:|Composite:|JFIF:|PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace)|GIF:(GIFVersion|ImageWidth|ImageHeight|HasColorMap|ColorResolutionDepth|BitsPerPixel|BackgroundColor|FrameCount|TransparentColor)|RIFF:(VP8|WebP|Image|AlphaIsUsed|ICC|EXIF|XMP|Alpha|Animation)|PDF:(PDFVersion|Linearized|PageCount)|ZIP:Zip|MPEG:|IFD0:Orientation|QuickTime:|Track\d+:|ItemList:)/;

export const tests = {
	'no trace is in any copy, and files that differ in traces alone have one copy'() {
		for (const [kind, maker] of Object.entries(kinds)) {
			const one = copy(kind, maker(A));
			silent(one, A);
			assert.deepEqual(one, copy(kind, maker(B)), `the copies of two ${kind} files differ`);
			// libqpdf numbers objects by where it finds them
			if (kind !== 'pdf') assert.deepEqual(copy(kind, one), one, `a copy of a copy of ${kind} is another`);
			if (kind === 'docx' || kind === 'xlsx' || kind === 'odt') {
				const parts = readZip(one);
				assert.match([...parts.values()].map(String).join('\n'), /what is read/);
				for (const [name, data] of parts) silent(data, A), assert.doesNotMatch(name, /docProps|meta\.xml|Thumbnails|persons|printer|people/);
			}
		}
	},

	'exiftool finds nothing but structure'(t) {
		if (!make.exiftool(make.png(A), 'x.png')) t.skip('exiftool is not installed');
		for (const [kind, maker] of Object.entries(kinds)) {
			const found = make.exiftool(copy(kind, maker(A)), `x.${endings[kind] ?? kind}`);
			assert.equal(found['ExifTool:Error'], undefined, `${kind}: ${found['ExifTool:Error']}`);
			assert.deepEqual(Object.keys(found).filter((tag) => !STRUCTURE.test(tag)), [], `${kind}: ${JSON.stringify(found)}`);
			for (const [tag, value] of Object.entries(found)) if (/Date|Creat|Modif/.test(tag) && !tag.startsWith('System:')) assert.match(String(value), /^(0000:00:00 00:00:00|1980:)/, `${kind} ${tag}`);
		}
		const before = make.exiftool(make.jpeg(A), 'x.jpg');
		assert.match(JSON.stringify(before), new RegExp(A), 'the test itself puts no traces in');
	},

	'a picture keeps its points and says how it must be turned'(t) {
		const turned = copy('jpeg', make.jpeg(A, 6));
		assert.notDeepEqual(turned, copy('jpeg', make.jpeg(A, 1)));
		const found = make.exiftool(turned, 'x.jpg');
		if (!found) t.skip('exiftool is not installed');
		assert.equal(found['IFD0:Orientation'], 'Rotate 90 CW');
		assert.equal(found['File:ImageWidth'], 24);
	},

	'what cannot be cleaned says why'() {
		no('ole', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'kind');
		no('pdf', make.pdf(A, { root: '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>' }), 'script');
		no('pdf', make.pdf(A, { page: '/AA<</O<</S/Launch/F(x.exe)>>>>' }), 'script');
		no('pdf', make.pdf(A, { root: '/AcroForm<</XFA(x)/Fields[]>>' }), 'script');
		no('pdf', make.pdf(A, { root: '/Names<</Dests<</Names[(a) <</Subtype/FileAttachment>>]>>>>' }), 'part');
		silent(copy('pdf', make.pdf(A, { root: '/Names<</EmbeddedFiles<</Names[(a) <</Type/Filespec/EF<</F 7 0 R>>>>]>>>>' })), A);
		no('docx', make.docx(A, { parts: [['word/vbaProject.bin', A]] }), 'script');
		no('docx', make.docx(A, { parts: [['word/embeddings/x.bin', A]] }), 'part');
		no('docx', make.docx(A, { parts: [['word/media/image2.emf', A]] }), 'part');
		no('docx', make.docx(A, { rels: [['r9', 'http://x/image', 'http://spy.example/x.png', 'External']] }), 'part');
		no('docx', make.docx(A, { parts: [['word/x.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a/>']] }), 'script');
		no('docx', make.docx(A, { options: { flags: 1 } }), 'encrypted');
		no('mp4', make.mp4(A, { handler: 'meta' }), 'part');
		for (const kind of Object.keys(kinds)) {
			no(kind, Buffer.alloc(0), 'broken');
			no(kind, Buffer.from('not of this kind at all, but long enough for heads'), 'broken');
		}
		no('text', Buffer.from([0x61, 0xff, 0xfe]), 'broken');
		assert.equal(clean('exe', 'x').code, 2);
	},

	'bombs are refused at once'() {
		no('png', make.png(A, { width: 65000, height: 65000 }), 'bomb');
		const wide = Buffer.from(make.jpegPlain);
		const sof = wide.indexOf(Buffer.from([0xff, 0xc0]));
		wide.writeUInt16BE(64000, sof + 5);
		wide.writeUInt16BE(64000, sof + 7);
		no('jpeg', wide, 'bomb');
		const screen = make.gif(A);
		screen.writeUInt16LE(65000, 6);
		screen.writeUInt16LE(65000, 8);
		no('gif', screen, 'bomb');
		const swelling = Buffer.alloc(31 * 1024 * 1024, 0x20);
		no('docx', make.docx(A, { parts: [['word/x.xml', swelling]] }), 'bomb');
		no('docx', make.docx(A, { parts: [['word/x.xml', 'x']], options: { said: { 'word/x.xml': 0x7fffffff } } }), 'bomb');
		no('docx', make.docx(A, { parts: Array.from({ length: 2100 }, (_, i) => [`word/${i}.xml`, '<a/>']) }), 'bomb');
		no('docx', make.docx(A, { parts: [['../x.xml', '<a/>']] }), 'broken');
		no('docx', make.docx(A, { parts: [['word/x.xml', '<a/>'], ['word/x.xml', '<a/>']] }), 'broken');
		no('text', Buffer.alloc(11 * 1024 * 1024, 0x61), 'bomb');
		const nested = deflateSync(Buffer.alloc(64 * 1024 * 1024));
		const deep = clean('pdf', make.pdf(A, { objects: [Buffer.concat([Buffer.from(`<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${nested.length}>>stream\n`), nested, Buffer.from('\nendstream')])] }));
		assert.ok(deep.code === 0 || deep.code === 1);
		assert.ok(deep.out.length < 1024 * 1024);
	},

	'files that are cut off or changed at random never bring it down'() {
		let seed = 1;
		const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
		for (const [kind, maker] of Object.entries(kinds)) {
			const whole = maker(A);
			for (let i = 0; i < 6; i++) {
				const broken = Buffer.from(i % 2 ? whole.subarray(0, random(whole.length)) : whole);
				for (let k = 0; i % 2 === 0 && k < 3; k++) broken[random(broken.length)] ^= 1 << random(8);
				const done = clean(kind, broken);
				assert.ok(done.code === 0 || done.code === 1, `${kind}: ${done.code} ${done.why}`);
			}
		}
	},
};
