import { launch, serve } from '/tmp/h-search/tests/browser/site.js';
const b = await launch(); const s = await serve('/tmp/h-search/target/browser/served');
const c = await b.newContext({ viewport: { width: 1100, height: 900 } }); await c.addInitScript(() => localStorage.setItem('homeroom-grade', '4'));
const p = await c.newPage(); await p.goto(s.url('tools/nearpod/')); await p.locator('#search-open').click(); await p.locator('dialog[open]').waitFor(); await p.keyboard.type('kahot'); await p.locator('.res > li').first().waitFor(); await p.screenshot({ path: '/tmp/dialog.png' });
await p.goto(s.url('search/?q=consent form')); await p.locator('.res > li').first().waitFor(); await p.screenshot({ path: '/tmp/page.png' });
const m = await b.newPage({ viewport: { width: 390, height: 800 } }); await m.goto(s.url('search/?q=nearpod')); await m.locator('.res > li').first().waitFor(); await m.screenshot({ path: '/tmp/phone.png' });
await b.close(); await s.close();
