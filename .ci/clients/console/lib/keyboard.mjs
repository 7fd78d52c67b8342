// Everything without a mouse.
import assert from 'node:assert/strict'
import { leave } from './browser.mjs'

export async function keyboardChecks({ check, open }) {
  await check('shortcuts go to pages, find the search, and are listed', async () => {
    const page = await open('/')
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Go to Topics').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    // The address comes first, then the page, and its title when the page is there.
    await page.waitForFunction(() => document.title.startsWith('Topics'))
    await page.keyboard.press('/')
    // So slowly that each letter is searched for, while the next is typed.
    await page.keyboard.type('orders', { delay: 205 })
    await page.getByText('1 found', { exact: true }).waitFor()
    // Whole: typing in the search goes nowhere else.
    await page.waitForURL('**/topics?search=orders')
    await leave(page)
  })

  await check('every control is reached by Tab, and shows that it has the focus', async () => {
    const page = await open('/topics/orders/messages?from=oldest')
    await page.locator('.message').first().waitFor()
    const wanted = await page.locator('a[href]:visible, button:enabled:visible, input:visible, select:visible, summary:visible').count()
    const reached = new Set()
    for (let i = 0; i < wanted + 5; i++) {
      await page.keyboard.press('Tab')
      const focus = await page.evaluate(() => {
        const at = document.activeElement
        const all = [...document.querySelectorAll('*')]
        return { index: all.indexOf(at), body: at === document.body, outline: getComputedStyle(at).outlineStyle }
      })
      if (focus.body) break
      assert.notEqual(focus.outline, 'none', 'the focus is seen')
      reached.add(focus.index)
    }
    assert.ok(reached.size >= wanted, `${reached.size} of ${wanted} reached`)
    await leave(page)
  })
}
