// Adds a button to each block of code that copies the code. Its words are attributes of this script's element.
(() => {
	'use strict';
	const { copy, copied } = document.currentScript.dataset;

	/** Copies the text of an element; on pages without a secure context by a selection. */
	async function copyText(element) {
		if (navigator.clipboard) return navigator.clipboard.writeText(element.textContent);
		const selection = getSelection();
		selection.selectAllChildren(element);
		const done = document.execCommand('copy');
		selection.removeAllRanges();
		if (!done) throw new Error('not copied');
	}

	for (const block of document.querySelectorAll('.codeblock')) {
		const code = block.querySelector('pre');
		const button = document.createElement('button');
		const status = document.createElement('span');
		button.type = 'button';
		button.textContent = copy;
		status.className = 'vh';
		status.setAttribute('role', 'status');
		let timer;
		button.addEventListener('click', async () => {
			try {
				await copyText(code);
			} catch {
				// When the text cannot be copied, it is selected, so that the reader can copy it by a key.
				getSelection().selectAllChildren(code);
				return;
			}
			clearTimeout(timer);
			button.textContent = copied;
			status.textContent = copied;
			timer = setTimeout(() => {
				button.textContent = copy;
				status.textContent = '';
			}, 2000);
		});
		block.append(button, status);
	}
})();
