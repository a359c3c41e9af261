// Small files of each kind, as real as their first bytes must be.
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

export function file(name, data, type = 'application/octet-stream') {
	return { name, data: Buffer.from(data), type };
}

export const photo = (name = '漏雨.png') => file(name, PNG, 'image/png');
