// The page around check.js: what is typed, pasted or chosen goes in, the verdict
// comes out in the page's words. Nothing is sent anywhere and nothing is kept.
'use strict';

(() => {
	const by = (id) => document.getElementById(id);
	// A sentence of the page, with {1}, {2} .. filled in.
	const say = (name, ...args) => by('words').querySelector(`[data-word="${name}"]`).textContent.replace(/\{([1-4])\}/g, (_, n) => args[n - 1] ?? '');

	// Letters that would steer the reading of a line are told by number, as huiyin-verify does.
	const shown = (text) => text.replace(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

	function add(to, tag, text, className) {
		const node = document.createElement(tag);
		if (text) node.textContent = text;
		if (className) node.className = className;
		to.append(node);
		return node;
	}

	// What was chosen, as it is; what was pasted, with one line end at its end.
	async function given() {
		const file = by('f-file').files[0];
		if (file) return huiyinCheck.textOf(new Uint8Array(await file.arrayBuffer()));
		const text = by('f-receipt').value.trim();
		return text === '' ? '' : huiyinCheck.utf8Bytes(`${text}\n`);
	}

	// {policy}, or {fault}: a sentence.
	async function believed() {
		const vkey = by('f-key').value.trim(), text = by('f-policy').value.trim();
		const key = vkey === '' ? null : await huiyinCheck.keyParse(huiyinCheck.utf8Bytes(vkey));
		if (vkey !== '' && key?.type !== huiyinCheck.LOG) return { fault: say('check.bad_key') };
		if (text === '') return key ? { policy: huiyinCheck.policyOfKey(key) } : { fault: say('check.no_key') };
		const read = await huiyinCheck.policyParse(huiyinCheck.utf8Bytes(text));
		if (!read.policy) return { fault: read.line ? say('check.bad_policy', read.line) : say('check.no_quorum_line') };
		if (key) read.policy.logs = [key];
		return read.policy.logs.length ? read : { fault: say('check.no_key') };
	}

	function valueText(raw) {
		const value = JSON.parse(raw);
		return shown(typeof value === 'string' ? value : Array.isArray(value) ? value.join('\n') : raw);
	}

	function showEvent(to, members) {
		add(to, 'h3', say('receipt.event'));
		const list = add(to, 'dl');
		for (const [rawName, rawValue] of members) {
			const name = huiyinCheck.unicodeOf(rawName);
			const known = by('words').querySelector(`[data-word="receipt.name.${CSS.escape(name)}"]`);
			const row = add(list, 'div');
			add(row, 'dt', known ? known.textContent : shown(name));
			add(row, 'dd', valueText(huiyinCheck.unicodeOf(rawValue)));
		}
	}

	function showProof(to, proof) {
		const time = proof.seenBy > 0n && proof.seenBy < 253402300800n ? new Date(Number(proof.seenBy) * 1000).toISOString().replace('.000', '') : '';
		const lines = [
			say('receipt.place', proof.place, proof.size, shown(proof.origin)),
			!proof.asked ? say('receipt.alone') : time ? say('receipt.witnessed', proof.witnesses, time) : say('receipt.witnessed_no_time', proof.witnesses),
			say('receipt.root', proof.root),
		];
		for (const line of lines) add(to, 'p', line);
		showEvent(to, proof.event);
		add(to, 'p', say('receipt.not_proved'), 'note');
	}

	function show(verdict, proof) {
		const to = by('result');
		to.replaceChildren();
		to.hidden = false;
		to.className = proof ? 'good' : 'bad';
		add(to, 'h2', verdict);
		if (proof) showProof(to, proof);
		to.focus();
	}

	async function check() {
		const text = await given(), trust = await believed();
		if (text === '') return show(say('check.nothing'));
		if (trust.fault) return show(trust.fault);
		const joined = await huiyinCheck.join(text);
		if (joined.fault) return show(say(`receipt.${joined.fault}`, joined.lacks));
		if (joined.text.startsWith('huiyin-promise@v1\n')) return show(say('check.promise'));
		const proof = await huiyinCheck.verify(joined.text, trust.policy);
		return show(say(`receipt.${proof.verdict}`), proof.verdict === 'proved' ? proof : null);
	}

	async function begin() {
		if (location.protocol === 'file:') for (const node of document.querySelectorAll('.served')) node.remove();
		if (!await huiyinCheck.able()) {
			by('unable').hidden = false;
			return;
		}
		by('check').hidden = false;
		by('f-file').addEventListener('change', () => { by('f-receipt').value = ''; });
		by('f-receipt').addEventListener('input', () => { by('f-file').value = ''; });
		by('check').addEventListener('submit', (event) => {
			event.preventDefault();
			check();
		});
	}

	begin();
})();
