// What holds on every page: no fault that keeps people out, in either theme, and nothing wider than a phone.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { leave } from './browser.mjs'
import { PAGES, settled } from './pages.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

export async function everywhereChecks({ check, open }) {
  for (const colorScheme of ['light', 'dark']) {
    await check(`axe finds no serious fault on any page (${colorScheme})`, async () => {
      const faults = await onEveryPage(open, { colorScheme }, seriousFaults)
      assert.ok(faults.length === 0, faults.join('; '))
    })
  }

  await check('no page is wider than a phone', async () => {
    const faults = await onEveryPage(open, PHONE, async page => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      return wide > 0 ? [`${wide} px too wide`] : []
    })
    assert.ok(faults.length === 0, faults.join('; '))
  })

  await check('the theme is switched, and stays', async () => {
    const page = await open('/', { colorScheme: 'dark' })
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
    await page.getByRole('button', { name: /^Theme/ }).click()
    await page.reload()
    await page.locator('html[data-theme=light]').waitFor()
    await leave(page)
  })
}

// What axe finds on a page that keeps people out.
export async function seriousFaults(page) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run())
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id} at ${nodes[0].target}`)
}

// One tab that goes from page to page; what `look` finds, with the page it was found on.
async function onEveryPage(open, options, look) {
  const page = await open('/', options)
  const found = []
  for (const path of PAGES) {
    await page.goto(new URL(path, page.url()).href)
    await settled(page)
    if (path.endsWith('/messages')) await page.locator('.message summary').first().click()
    found.push(...(await look(page)).map(fault => `${path}: ${fault}`))
  }
  await leave(page)
  return found
}
