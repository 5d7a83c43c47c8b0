// Puts a button on each block of code that copies it. The words stand on the element of this script.
(() => {
	'use strict';
	const { copy, copied } = document.currentScript.dataset;

	/** Copies the text of an element; for pages without a secure context by way of a selection. */
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
				// What cannot be copied is selected, so that a key can.
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
