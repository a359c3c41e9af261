// A story is told in order: a step that fails ends it, and the steps after it
// say so instead of failing for reasons of their own.
export function story(steps) {
	let broken = null;
	const tests = {};
	for (const [name, step] of Object.entries(steps)) {
		tests[name] = async (t) => {
			if (broken) throw `not reached: the story broke at "${broken}"`;
			try {
				await step(t);
			} catch (e) {
				if (e?.constructor?.name !== 'Skip') broken = name;
				throw e;
			}
		};
	}
	return tests;
}
