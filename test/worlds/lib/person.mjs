// Invented petitioners, from a seed: everything about them that the product could
// ever know, and the strings by which somebody might look for them.

const SURNAMES = [['王', 'wang'], ['李', 'li'], ['张', 'zhang'], ['刘', 'liu'], ['欧阳', 'ouyang'], ['陈', 'chen'], ['赵', 'zhao'], ['孙', 'sun'], ['司马', 'sima'], ['周', 'zhou'], ['吴', 'wu'], ['徐', 'xu']];
const GIVEN = [['海', 'hai'], ['潮', 'chao'], ['雨', 'yu'], ['桐', 'tong'], ['建国', 'jianguo'], ['秀英', 'xiuying'], ['麒', 'qi'], ['麟', 'lin'], ['思远', 'siyuan'], ['子涵', 'zihan'], ['鑫', 'xin'], ['玉兰', 'yulan']];
const STREETS = ['金丝雀巷', '望海街', '解放路', '槐花里', '老虎滩路', '星海二街', '长江路', '枫叶胡同'];
const DOMAINS = ['example.org', 'mail.example.cn', 'post.example.net'];
const AGENTS = ['Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1', 'Opera/9.80 (J2ME/MIDP; Opera Mini/4.2)', 'curl/7.88.1', ''];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

// Numbers below n, the same for the same seed (mulberry32).
export function chance(seed) {
	let a = (seed * 2654435761) >>> 0;
	return (n) => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = Math.imul(a ^ (a >>> 15), a | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) % n;
	};
}

function digits(next, n) {
	return Array.from({ length: n }, () => next(10)).join('');
}

// GB 11643: seventeen digits and their check.
function idNumber(next) {
	const day = `${1950 + next(55)}${String(1 + next(12)).padStart(2, '0')}${String(1 + next(28)).padStart(2, '0')}`;
	const body = `2102${['02', '03', '04', '11'][next(4)]}${day}${digits(next, 3)}`;
	const sum = [...body].reduce((s, d, i) => s + Number(d) * WEIGHTS[i], 0);
	return body + '10X98765432'[sum % 11];
}

// unlike: another petitioner, whose surname this one must not have.
export function person(seed, unlike = null) {
	const next = chance(seed);
	let family = SURNAMES[next(SURNAMES.length)];
	while (unlike?.name.startsWith(family[0])) family = SURNAMES[next(SURNAMES.length)];
	const given = GIVEN[next(GIVEN.length)];
	const pinyin = [family[1], given[1]];
	return {
		name: family[0] + given[0], pinyin, phone: `13${digits(next, 9)}`, id_number: idNumber(next),
		email: `${pinyin.join('.')}${digits(next, 1 + next(4))}@${DOMAINS[next(DOMAINS.length)]}`,
		address: `${STREETS[next(STREETS.length)]}${1 + next(300)}号${1 + next(30)}单元${digits(next, 3)}`,
		agent: AGENTS[next(AGENTS.length)], lang: ['zh', 'en'][next(2)], network: `127.0.${1 + next(200)}.${1 + next(200)}`, seconds: next(60),
	};
}

export const identity = ({ name, phone, email, address, id_number }) => ({ name, phone, email, address, id_number, sensitive: '1' });

// What is tried in a search box: 1-3-grams of everything, pinyin, initials, last four digits.
export function strings(p) {
	const out = new Set();
	for (const text of [p.name, p.phone, p.email, p.address, p.id_number]) {
		const chars = [...text];
		for (let n = 1; n <= 3; n++) for (let i = 0; i + n <= chars.length; i++) out.add(chars.slice(i, i + n).join(''));
		out.add(text);
	}
	const [family, given] = p.pinyin;
	for (const text of [p.pinyin.join(''), p.pinyin.join(' '), `${given} ${family}`, family, given, family[0] + given[0], p.phone.slice(-4), p.id_number.slice(-4), p.phone.slice(0, 3)]) out.add(text);
	return [...out];
}
