// Every page: the one policy by which scripts load others, and the search on its first opening.
(function () {
  'use strict';

  const opener = document.getElementById('search-open');
  const host = document.getElementById('search-page');
  if (!opener || !opener.dataset.script || !document.currentScript) return;

  const whole = (href) => new URL(href, document.baseURI).href;
  const folder = (href) => whole(href).replace(/[^/]*$/, '');
  const folders = [folder(document.currentScript.src), folder(opener.dataset.table)];
  const check = (url) => {
    const address = whole(url);
    if (folders.some((own) => address.startsWith(own))) return address;
    throw new TypeError(`no script of this site: ${address}`);
  };
  const policy = window.trustedTypes?.createPolicy('homeroom', { createScriptURL: check }) ?? { createScriptURL: check };

  const PATIENCE = 20000; // milliseconds until a script counts as lost

  /** Runs a script of the site. */
  function load(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      const lost = () => reject(new Error(`${url} cannot be loaded`));
      const timer = setTimeout(lost, PATIENCE);
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', lost);
      script.src = policy.createScriptURL(url);
      document.head.append(script);
      const end = () => {
        clearTimeout(timer);
        script.remove();
      };
      script.addEventListener('load', end);
      script.addEventListener('error', end);
    });
  }

  let ready;
  function search() {
    ready ??= load(opener.dataset.engine).then(() => load(opener.dataset.script)).then(() => window.homeroomSearch);
    ready.catch(() => { ready = undefined; });
    return ready;
  }

  async function open(event) {
    event.preventDefault();
    try {
      await (await search()).open(opener);
    } catch {
      location.href = opener.href;
    }
  }

  window.homeroom = { load };

  if (host) {
    const start = () => search().then((found) => found.page(host, opener)).catch(() => {
      const told = document.createElement('p');
      const retry = document.createElement('button');
      told.setAttribute('role', 'alert');
      retry.type = 'button';
      retry.className = 'btn';
      retry.textContent = opener.dataset.retry;
      retry.addEventListener('click', () => {
        told.remove();
        start();
      });
      told.append(`${opener.dataset.failed} `, retry);
      host.append(told);
    });
    start();
  }
  if (typeof HTMLDialogElement !== 'function') return;
  const apple = /Mac|iP(hone|ad)/.test(navigator.platform);
  opener.setAttribute('aria-keyshortcuts', apple ? 'Meta+K' : 'Control+K');
  opener.setAttribute('aria-haspopup', 'dialog');
  const keys = opener.querySelector('kbd');
  if (keys) keys.textContent = apple ? '⌘ K' : 'Ctrl K';
  opener.addEventListener('click', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) open(event);
  });
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') open(event);
  });
})();
