import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { htmlReport, previewView, redactorOf, type PreviewView } from '../../src/render';
import { openPage, type Page } from '../support/browser';
import { describeWithProgram } from '../support/programs';
import { change, NO_SCHEMAS, planOf, secret } from './fixtures';
import { golden } from './golden';
import { hostilePlan } from './hostile-plan';
import { hostileStrings } from './hostile-strings';
import { manyChanges, samplePlan, sampleView } from './preview-fixtures';

const SEED = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);

describe('the HTML report, as text', () => {
  it('looks as the golden file says', () => {
    golden('report.html', htmlReport([sampleView()]));
  });

  it('names nothing outside itself, and has no inline style or handler', () => {
    const html = htmlReport([previewView(samplePlan({ stack: undefined }), NO_SCHEMAS)]);
    expect(/ (?:src|srcset|action|data|poster)=|url\(|@import|<link|<iframe|<object|<base|href="(?!#)/i.exec(html.replace(/<script>[\s\S]*<\/script>/, ''))).toBeNull();
    expect(/<[^>]* (?:on\w+|style)=/i.exec(html.replace(/<script>[\s\S]*<\/script>/, ''))).toBeNull();
  });

  it.each(['AKIA-secret-0123456789', 'p@ss "word"\n<b>&amp;', 'ключ-секрет/+='])('holds no secret in any spelling: %j', (text) => {
    const bytes = Buffer.from(text);
    const plan = planOf({ changes: [change({ address: `t.n["${text}"]`, action: 'create', after: { id: `a${text}`, token: secret(text), other: `b ${bytes.toString('base64')}`, url: `https://x.test/?a=${encodeURIComponent(text)}` } })] });
    const html = htmlReport([previewView(plan, NO_SCHEMAS, { redact: redactorOf([secret(text)]) })]);
    for (const spelling of [text, bytes.toString('base64'), encodeURIComponent(text), text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')]) expect(html).not.toContain(spelling);
  });
});

const isThere = (): boolean => spawnSync('chromium', ['--version'], { stdio: 'ignore' }).status === 0;

describeWithProgram('chromium', 'the HTML report in a browser', () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-html-'));
  afterAll(() => { rmSync(dir, { recursive: true, force: true }); });

  async function withPage<T>(views: readonly PreviewView[], size: Parameters<typeof openPage>[1], look: (page: Page) => Promise<T>): Promise<T> {
    const file = join(dir, `${Math.random().toString(36).slice(2)}.html`);
    writeFileSync(file, htmlReport(views));
    const page = await openPage(`file://${file}`, size);
    try {
      const found = await look(page);
      // Nothing was fetched, nothing was refused by the policy, nothing failed.
      const urls = page.events.filter(({ method }) => method === 'Network.requestWillBeSent').map(({ params }) => (params as { request: { url: string } }).request.url);
      expect(urls.filter((url) => url !== `file://${file}` && url !== 'about:blank')).toEqual([]);
      expect(page.events.filter(({ method }) => method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown' || method === 'Page.javascriptDialogOpening')).toEqual([]);
      return found;
    } finally {
      await page.close();
    }
  }
  const DESKTOP = { width: 1280, height: 900 };
  const shown = '[...document.querySelectorAll(".change:not([hidden])")].map((row) => row.querySelector(".act").textContent)';
  const settled = 'new Promise((resolve) => setTimeout(resolve, 200))';

  it('filters by action, searches, and says how many are left', () => withPage([sampleView()], DESKTOP, async (page) => {
    expect(await page.evaluate(shown)).toEqual(['Destroy', 'Replace', 'Forget', 'Update in place', 'Create', 'Adopt', 'Changed outside']);
    await page.evaluate('document.querySelector(".chip.destroy").click()');
    await page.evaluate('document.querySelector(".chip.create").click()');
    expect(await page.evaluate(shown)).toEqual(['Destroy', 'Create']);
    expect(await page.evaluate('document.getElementById("status").textContent')).toBe('Showing 2 of 7.');
    expect(await page.evaluate('document.querySelector(".chip.destroy").getAttribute("aria-pressed")')).toBe('true');
    await page.press('/');
    for (const letter of 'vm-9') await page.press(letter);
    await page.evaluate(settled);
    expect(await page.evaluate('document.getElementById("search").value')).toBe('vm-9');
    expect(await page.evaluate(shown)).toEqual(['Destroy']);
    await page.press('Escape');
    expect(await page.evaluate(shown)).toEqual(['Destroy', 'Create']);
  }));

  it('is used by the keyboard alone: each control is reached, a change opens by Enter, the graph leads back to it', () => withPage([sampleView()], DESKTOP, async (page) => {
    const focused = 'document.activeElement.className + " " + document.activeElement.id + " " + document.activeElement.tagName';
    const seen: string[] = [];
    for (let i = 0; i < 40; i++) {
      await page.press('Tab');
      seen.push(await page.evaluate<string>(focused));
    }
    for (const wanted of ['skip', 'theme', 'chip destroy', 'search INPUT', 'as-list', 'as-graph', 'open BUTTON', 'SUMMARY']) expect(seen.some((one) => one.includes(wanted))).toBe(true);
    await page.evaluate('document.querySelector(".change summary").focus()');
    await page.press('Enter');
    expect(await page.evaluate('document.querySelector(".change").open')).toBe(true);
    await page.evaluate('document.getElementById("as-graph").focus()');
    await page.press('Enter');
    expect(await page.evaluate('[document.getElementById("list").hidden, document.querySelectorAll(".node").length, document.querySelectorAll("#graph svg > path").length]')).toEqual([true, 6, 2]);
    await page.evaluate('document.querySelector(".node.create").focus()');
    expect(await page.evaluate('document.querySelectorAll("path.lit").length')).toBe(1);
    await page.press('Enter');
    expect(await page.evaluate('[document.getElementById("list").hidden, document.querySelector(".change.create").open, document.activeElement.parentElement.dataset.group]')).toEqual([false, true, 'create']);
  }));

  it('tells a screen reader the name and the state of each control, and the table\'s heads', () => withPage([sampleView()], DESKTOP, async (page) => {
    await page.evaluate('document.querySelectorAll("details").forEach((part) => { part.open = true })');
    const { nodes } = await page.send<{ nodes: { role?: { value: string }; name?: { value: string }; ignored: boolean; properties?: { name: string; value: { value: unknown } }[] }[] }>('Accessibility.getFullAXTree');
    const named = nodes.filter(({ ignored, role }) => !ignored && ['button', 'link', 'searchbox', 'heading', 'columnheader', 'rowheader'].includes(role?.value ?? ''));
    expect(named.filter(({ name }) => (name?.value ?? '').trim() === '').map(({ role }) => role?.value)).toEqual([]);
    expect(named.find(({ role }) => role?.value === 'searchbox')?.name?.value).toBe('Search addresses, attributes and values');
    expect(named.some(({ name, properties }) => name?.value.includes('Destroy') === true && properties?.some((p) => p.name === 'pressed') === true)).toBe(true);
    expect(named.filter(({ role }) => role?.value === 'columnheader').length).toBeGreaterThan(0);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  }));

  it.each([false, true])('has enough contrast everywhere (dark: %s)', (dark) => withPage([sampleView()], { ...DESKTOP, dark }, async (page) => {
    await page.evaluate('document.querySelectorAll("details").forEach((part) => { part.open = true })');
    await page.evaluate('document.querySelector(".chip.destroy").click(); document.querySelector(".chip.destroy").click()');
    const low = await page.evaluate<readonly string[]>(`(() => {
      const parse = (c) => c.match(/[\\d.]+/g).map(Number);
      const lum = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (el) => { for (let at = el; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
      const out = [];
      for (const el of document.querySelectorAll('body *')) {
        if (!el.checkVisibility() || ![...el.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '')) continue;
        const [a, b] = [lum(parse(getComputedStyle(el).color)), lum(ground(el))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) out.push(el.tagName + '.' + el.className + ' ' + ratio.toFixed(2) + ' ' + el.textContent.slice(0, 30));
      }
      return out;
    })()`);
    expect(low).toEqual([]);
    const [background] = await page.evaluate<readonly string[]>('[getComputedStyle(document.body).backgroundColor]');
    expect(background).toBe(dark ? 'rgb(15, 19, 23)' : 'rgb(246, 247, 249)');
    await page.evaluate('document.getElementById("theme").click()');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(246, 247, 249)');
  }));

  it('needs no sideways scrolling on a telephone, nor with very long names', () => withPage([sampleView({ changes: [...samplePlan().changes, change({ address: `t.${'long_'.repeat(80)}`, action: 'create', after: { id: 'x'.repeat(500), [`k${'y'.repeat(200)}`]: 'z'.repeat(900) } })] })], { width: 360, height: 740, mobile: true }, async (page) => {
    await page.evaluate('document.querySelectorAll("details").forEach((part) => { part.open = true })');
    expect(await page.evaluate('document.documentElement.scrollWidth <= 360')).toBe(true);
  }));

  it('prints everything that is shown, opened, and folds it again', () => withPage([sampleView()], DESKTOP, async (page) => {
    await page.send('Emulation.setEmulatedMedia', { media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.evaluate('[document.querySelectorAll("details:not([open])").length, getComputedStyle(document.querySelector(".controls")).display]')).toEqual([0, 'none']);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.evaluate('document.querySelectorAll("details[open]").length')).toBe(0);
  }));

  it('stays usable with 10,000 changes', () => withPage([previewView(manyChanges(10_000), NO_SCHEMAS)], DESKTOP, async (page) => {
    const time = (what: string) => page.evaluate<number>(`(async () => { const at = performance.now(); ${what}; await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); return Math.round(performance.now() - at); })()`);
    const times = {
      load: Math.round(await page.evaluate<number>('performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd')),
      filter: await time('document.querySelector(".chip.destroy").click()'),
      search: await time('document.getElementById("search").value = "srv/data/4242"; document.getElementById("search").dispatchEvent(new Event("input")); await new Promise((done) => setTimeout(done, 80))'),
      clear: await time('document.getElementById("search").value = ""; document.getElementById("search").dispatchEvent(new Event("input")); await new Promise((done) => setTimeout(done, 80))'),
      graph: await time('document.getElementById("as-graph").click()'),
    };
    process.stdout.write(`10,000 changes in the browser, ms: ${JSON.stringify(times)}\n`);
    expect(await page.evaluate('document.querySelectorAll(".change:not([hidden])").length')).toBe(1667);
    expect(await page.evaluate('document.querySelectorAll(".node").length')).toBe(400);
    // No measurement, only a guard against work that grows with the square.
    for (const ms of Object.values(times)) expect(ms).toBeLessThan(20_000);
  }));

  it(`shows hostile text as text (3,200 strings, seed ${SEED})`, () => withPage(hostileStrings(3200, SEED).map((text) => previewView(hostilePlan(text), NO_SCHEMAS)), DESKTOP, async (page) => {
    const tags = await page.evaluate<Record<string, number>>('[...document.querySelectorAll(".stack *")].reduce((sum, el) => { const name = el.tagName.toLowerCase(); sum[name] = (sum[name] ?? 0) + 1; return sum; }, {})');
    expect(Object.keys(tags).filter((name) => !['h2', 'h3', 'h4', 'p', 'span', 'b', 'code', 'pre', 'del', 'ins', 'aside', 'ul', 'ol', 'li', 'div', 'details', 'summary', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a'].includes(name))).toEqual([]);
    expect(tags['details']).toBe(3200 * 5);
    // The report's own script gives chunks of the list their height; nothing else has such attributes.
    expect(await page.evaluate('[...document.querySelectorAll("*")].flatMap((el) => [...el.attributes].filter(({ name }) => /^on|^style$|^src$/.test(name) && !(el.className === "chunk" && el.style.length === 1 && el.style.containIntrinsicBlockSize !== "")).map(({ name }) => `${name} of ${el.outerHTML.slice(0, 200)}`)).slice(0, 3)')).toEqual([]);
    expect(await page.evaluate('document.querySelectorAll("section.stack").length')).toBe(3200);
  }));
}, isThere);
