// Files that tell who made them, made here: every trace holds the word that the
// maker was given, so that a test can look for it in what comes out.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABgDASIAAhEBAxEB/8QAFwAAAwEAAAAAAAAAAAAAAAAAAAMEBf/EABcQAAMBAAAAAAAAAAAAAAAAAAACBGH/xAAVAQEBAAAAAAAAAAAAAAAAAAADBf/EABkRAAIDAQAAAAAAAAAAAAAAAAADAQIEIf/aAAwDAQACEQMRAD8Ayknwek+FyT4PSfBLOBToIUnwDVSfAAlxUpo4f//Z', 'base64');
const WEBP = Buffer.from('UklGRjoAAABXRUJQVlA4TC0AAAAvF8ADAAmAIAb8D5uI6H9qARCE/20TEf1PgUjbpg7u3/Hg4SgMYEwAVQ/UfwIA', 'base64');

const be = (n, bytes = 4) => { const b = Buffer.alloc(bytes); b.writeUIntBE(n, 0, bytes); return b; };
const le = (n, bytes = 4) => { const b = Buffer.alloc(bytes); b.writeUIntLE(n, 0, bytes); return b; };
const cat = (...parts) => Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : p)));
const utf8 = (s) => Buffer.from(s);

// -- pictures

// A TIFF block as cameras write it: who, which camera, where, how it must be turned.
function exif(word, turned = 1) {
	const rows = [], data = [];
	const base = () => 8 + 2 + 5 * 12 + 4 + data.reduce((n, d) => n + d.length, 0);
	const text = (tag, s) => {
		const b = cat(utf8(s), '\0');
		rows.push([tag, 2, b.length, base()]);
		data.push(b);
	};
	rows.push([0x0112, 3, 1, turned * 65536]);
	text(0x010f, `camera of ${word}`);
	text(0x013b, `artist ${word}`);
	text(0xa431, `serial ${word}`);
	text(0x9003, '2026:08:01 10:00:00');
	rows.sort((a, b) => a[0] - b[0]);
	return cat('MM\0*', be(8), be(rows.length, 2), ...rows.map(([tag, type, n, v]) => cat(be(tag, 2), be(type, 2), be(n), be(v))), be(0), ...data);
}

const segment = (marker, ...parts) => { const body = cat(...parts); return cat('\xff', Buffer.from([marker]), be(body.length + 2, 2), body); };
export const jpegPlain = JPEG;
export const jpeg = (word, turned = 1) => cat(JPEG.subarray(0, 2), segment(0xe1, 'Exif\0\0', exif(word, turned)),
	segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', utf8(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${word}</a></x:xmpmeta>`)), segment(0xed, 'Photoshop 3.0\0', utf8(word)),
	segment(0xfe, utf8(`comment ${word}`)), JPEG.subarray(2), utf8(`behind the end ${word}`), JPEG);

const chunk = (type, data) => cat(be(data.length), type, data, be(crc32(cat(type, data))));
export function png(word, { width = 4, height = 4, more = [] } = {}) {
	const head = cat(be(width), be(height), Buffer.from([8, 2, 0, 0, 0]));
	const points = deflateSync(Buffer.alloc((1 + 4 * 3) * 4, 0x40));
	const traces = word ? [chunk('tEXt', cat('Author\0', utf8(word))), chunk('eXIf', exif(word)), chunk('tIME', Buffer.from([7, 234, 8, 1, 10, 0, 0])), chunk('iTXt', cat('XML:com.adobe.xmp\0\0\0\0\0', utf8(word)))] : [];
	return cat('\x89PNG\r\n\x1a\n', chunk('IHDR', head), ...traces, ...more, chunk('IDAT', points), chunk('IEND', Buffer.alloc(0)), word ? utf8(`behind ${word}`) : '');
}

export function gif(word) {
	const comment = utf8(`comment ${word}`), name = utf8(word);
	return cat('GIF89a', le(1, 2), le(1, 2), Buffer.from([0x80, 0, 0, 255, 0, 0, 0, 0, 0]),
		...(word ? ['\x21\xfe', Buffer.from([comment.length]), comment, '\0', '\x21\xff\x0bXMP DataXMP', Buffer.from([name.length]), name, '\0'] : []),
		'\x21\xf9\x04', Buffer.from([0, 0, 0, 0, 0]), '\x2c', le(0, 2), le(0, 2), le(1, 2), le(1, 2), '\0\x02\x02\x44\x01\0', '\x3b', word ? name : '');
}

const riff = (type, data) => cat(type, le(data.length), data, data.length & 1 ? '\0' : '');
export function webp(word) {
	if (!word) return WEBP;
	const body = cat('WEBP', riff('VP8X', cat(Buffer.from([0x2c, 0, 0, 0]), le(23, 3), le(15, 3))), riff('ICCP', utf8(`profile ${word}`)), WEBP.subarray(12), riff('EXIF', exif(word)), riff('XMP ', utf8(word)), riff('ABCD', utf8(word)));
	return riff('RIFF', body);
}

// -- papers

export function pdf(word, { root = '', page = '', objects = [], jpegWord = word } = {}) {
	const photo = jpegWord ? jpeg(jpegWord) : JPEG;
	const stream = (dict, data) => cat(`<<${dict}/Length ${data.length}>>stream\n`, data, '\nendstream');
	const list = [
		`<</Type/Catalog/Pages 2 0 R${word ? '/Metadata 8 0 R' : ''}${root}>>`,
		'<</Type/Pages/Kids[3 0 R]/Count 1>>',
		`<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Annots[5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</P 7 0 R>>>>${page}>>`,
		stream('', utf8('BT /F1 12 Tf 20 100 Td (what is read) Tj ET q 24 0 0 16 20 20 cm /P Do Q')),
		`<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(a note)${word ? `/T(${word})/M(D:20260801)/NM(${word})` : ''}>>`,
		'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
		stream('/Type/XObject/Subtype/Image/Width 24/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode', photo),
		...(word ? [stream('/Type/Metadata/Subtype/XML', utf8(`<x>${word}</x>`)), `<</Author(${word})/Creator(${word})/Producer(${word})/CreationDate(D:20260801)>>`] : []),
		...objects,
	];
	let out = cat('%PDF-1.5\n%\xe2\xe3\xcf\xd3\n');
	const at = list.map((body, i) => {
		const here = out.length;
		out = cat(out, `${i + 1} 0 obj\n`, Buffer.isBuffer(body) ? body : utf8(body), '\nendobj\n');
		return here;
	});
	const xref = at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('');
	const traces = word ? `/Info 9 0 R/ID[(${word.slice(0, 16)})(${word.slice(0, 16)})]` : '';
	return cat(out, `xref\n0 ${list.length + 1}\n0000000000 65535 f \n${xref}trailer\n<</Size ${list.length + 1}/Root 1 0 R${traces}>>\nstartxref\n${out.length}\n%%EOF\n`);
}

// name -> text or bytes, in order. stored: those not packed. said: sizes that are lies.
export function zip(parts, { stored = [], said = {}, day = 0x5d01, flags = 0 } = {}) {
	const local = [], central = [];
	let at = 0;
	for (const [name, value] of parts) {
		const data = Buffer.isBuffer(value) ? value : utf8(value), packed = stored.includes(name) ? data : deflateRawSync(data);
		const head = cat(le(20, 2), le(flags, 2), le(packed === data ? 0 : 8, 2), le(0x5000, 2), le(day, 2), le(crc32(data)), le(packed.length), le(said[name] ?? data.length), le(Buffer.byteLength(name), 2), le(0, 2));
		const entry = cat('PK\x03\x04', head, utf8(name), packed);
		central.push(cat('PK\x01\x02', le(20, 2), head, le(0, 2), le(0, 2), le(0, 2), le(0), le(at), utf8(name)));
		local.push(entry);
		at += entry.length;
	}
	const list = cat(...central);
	return cat(...local, list, 'PK\x05\x06', le(0, 2), le(0, 2), le(parts.length, 2), le(parts.length, 2), le(list.length), le(at), le(0, 2));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = (...rows) => `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.map(([id, type, target, mode]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`).join('')}</Relationships>`;

export function docx(word, { parts = [], body = '', rels = [], options = {} } = {}) {
	const w = word || 'nobody', traces = Boolean(word);
	const types = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
	const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="x" xmlns:pic="y"';
	return zip([
		['[Content_Types].xml', types],
		['_rels/.rels', relationships(['rId1', `${RELS}/officeDocument`, 'word/document.xml'], ['rId2', 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'], ['rId3', 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail', 'docProps/thumbnail.jpeg'])],
		['word/document.xml', `${XML}<!-- by ${w} --><w:document ${ns}><w:body><w:p w:rsidR="${traces ? '00AB12CD' : '00000000'}"><w:r><w:t>what is read &amp; 中文</w:t></w:r><w:ins w:id="1" w:author="${w}" w:date="2026-08-01T10:00:00Z"><w:r><w:t>added</w:t></w:r></w:ins></w:p><wp:docPr id="1" name="${w}.jpg" descr="C:\\Users\\${w}\\Pictures"/><pic:cNvPr id="0" name="${w}"/>${body}</w:body></w:document>`],
		['word/comments.xml', `${XML}<w:comments ${ns}><w:comment w:id="0" w:author="${w}" w:initials="${w}"><w:p><w:r><w:t>a comment</w:t></w:r></w:p></w:comment></w:comments>`],
		['word/settings.xml', `${XML}<w:settings ${ns}><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CE"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="${w}"/></w:docVars></w:settings>`],
		['word/_rels/settings.xml.rels', relationships(['rId1', `${RELS}/attachedTemplate`, `file:///C:\\Users\\${w}\\Normal.dotm`, 'External'])],
		['word/_rels/document.xml.rels', relationships(['rId1', `${RELS}/settings`, 'settings.xml'], ['rId2', `${RELS}/comments`, 'comments.xml'], ['rId3', `${RELS}/image`, 'media/image1.jpeg'], ['rId4', `${RELS}/hyperlink`, `file:///C:/Users/${w}/x.docx`, 'External'], ['rId5', 'http://schemas.microsoft.com/office/2011/relationships/people', 'people.xml'], ...rels)],
		['word/media/image1.jpeg', traces ? jpeg(word) : JPEG],
		['word/people.xml', `${XML}<w15:people><w15:person w15:author="${w}"/></w15:people>`],
		['docProps/core.xml', `${XML}<cp:coreProperties><dc:creator>${w}</dc:creator><cp:lastModifiedBy>${w}</cp:lastModifiedBy></cp:coreProperties>`],
		['docProps/app.xml', `${XML}<Properties><Company>${w}</Company></Properties>`],
		['docProps/thumbnail.jpeg', JPEG],
		...parts,
	], { day: traces ? 0x5d01 : 0x5d42, ...options });
}

export function xlsx(word) {
	return zip([
		['[Content_Types].xml', `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`],
		['_rels/.rels', relationships(['rId1', `${RELS}/officeDocument`, 'xl/workbook.xml'])],
		['xl/workbook.xml', `${XML}<workbook xmlns:mc="m" xmlns:x15ac="a" xmlns:xr="b"><fileVersion appName="xl" codeName="{${word}}"/><fileSharing userName="${word}"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\${word}\\"/></mc:Choice></mc:AlternateContent><xr:revisionPtr documentId="${word}"/><sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>`],
		['xl/worksheets/sheet1.xml', `${XML}<worksheet xr:uid="{${word}}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>what is read</t></is></c></row></sheetData><pageSetup paperSize="9" r:id="rId1"/></worksheet>`],
		['xl/comments1.xml', `${XML}<comments><authors><author>${word}</author></authors><commentList><comment ref="A1" authorId="0"><text><t>a comment</t></text></comment></commentList></comments>`],
		['xl/persons/person.xml', `${XML}<personList><person displayName="${word}"/></personList>`],
		['xl/printerSettings/printerSettings1.bin', Buffer.from(word, 'utf16le')],
	]);
}

export function odt(word) {
	const path = (p) => `<manifest:file-entry manifest:full-path="${p}" manifest:media-type="text/xml"/>`;
	return zip([
		['mimetype', 'application/vnd.oasis.opendocument.text'],
		['content.xml', `${XML}<office:document-content xmlns:office="o" xmlns:text="t" xmlns:dc="d" xmlns:officeooo="oo"><office:body><office:text><text:p officeooo:rsid="001">what is read<office:annotation><dc:creator>${word}</dc:creator><dc:date>2026-08-01</dc:date><text:p>a note</text:p></office:annotation><text:author-name>${word}</text:author-name></text:p></office:text></office:body></office:document-content>`],
		['meta.xml', `${XML}<office:document-meta><meta:initial-creator>${word}</meta:initial-creator></office:document-meta>`],
		['settings.xml', `${XML}<office:document-settings>${word}</office:document-settings>`],
		['Thumbnails/thumbnail.png', png(word)],
		['Pictures/1.png', png(word)],
		['META-INF/manifest.xml', `${XML}<manifest:manifest xmlns:manifest="m">${path('/')}${path('content.xml')}${path('meta.xml')}${path('settings.xml')}</manifest:manifest>`],
	], { stored: ['mimetype'] });
}

// -- sound and film

const frame = (fill) => cat('\xff\xfb\x90\x00', Buffer.alloc(413, fill));
export const mp3 = (word) => {
	const tag = cat('TPE1', be(word.length + 1), '\0\0', '\0', word), size = tag.length;
	const coder = frame(0);
	cat('Info', Buffer.alloc(20), 'LAME', word).copy(coder, 36);
	return cat('ID3\x03\0\0', Buffer.from([0, 0, size >> 7, size & 127]), tag, coder, frame(1), frame(2), frame(3), 'TAG', word, Buffer.alloc(125 - word.length));
};

const box = (type, ...parts) => { const body = cat(...parts); return cat(be(body.length + 8), type, body); };
export const mp4 = (word, { handler = 'vide' } = {}) => cat(
	box('ftyp', 'isom', be(0), 'isom'),
	box('moov', box('mvhd', be(0), be(0xdd000001), be(0xdd000002), Buffer.alloc(88)),
		box('trak', box('tkhd', be(7), be(0xdd000001), be(0xdd000002), Buffer.alloc(72)), box('mdia', box('mdhd', be(0), be(0xdd000001), be(0xdd000002), Buffer.alloc(12)), box('hdlr', be(0), be(0), handler, Buffer.alloc(12), `handler ${word}\0`), box('minf', box('vmhd', Buffer.alloc(12)), box('stbl', box('stco', be(0), be(0)))))),
		box('udta', box('\xa9xyz', `+38.9+121.6/${word}`), box('meta', be(0), word))),
	box('uuid', Buffer.alloc(16, 7), word), box('free', word), box('mdat', Buffer.alloc(64, 9)));

// What exiftool reads: {tag: value} of every group, or null when it is not there.
export function exiftool(bytes, name) {
	const dir = mkdtempSync(join(tmpdir(), 'huiyin-exif-')), path = join(dir, name);
	try {
		writeFileSync(path, bytes);
		const done = spawnSync('exiftool', ['-j', '-G1', '-a', '-u', '-ee', path], { timeout: 60000, maxBuffer: 16 * 1024 * 1024 });
		return done.error ? null : JSON.parse(done.stdout)[0];
	} finally {
		rmSync(dir, { recursive: true, force: true });
	}
}

export const read = (path) => readFileSync(path);
