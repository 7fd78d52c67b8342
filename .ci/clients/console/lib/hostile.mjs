// What is in records is somebody else's: it is shown, and does nothing.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { leave } from './browser.mjs'
import { HOSTILE } from './load.mjs'

const opened = async (page, n) => {
  const row = page.locator('.message').nth(n)
  await row.locator('summary').first().click()
  return row
}

export async function hostileChecks({ check, open }) {
  await check('script in key, value and headers is shown, and does nothing', async () => {
    const page = await open('/topics/strange/messages?from=oldest')
    const row = await opened(page, 0)
    await row.getByRole('region', { name: 'Value' }).getByText(HOSTILE).waitFor()
    await row.getByRole('region', { name: `Header ${HOSTILE}` }).waitFor()
    assert.equal(await page.evaluate(() => window.pwned), undefined)
    assert.equal(await page.locator('main script, main img').count(), 0)
    await leave(page)
  })

  await check('script in the address is text too', async () => {
    const page = await open(`/topics/${encodeURIComponent(HOSTILE)}?search=${encodeURIComponent(HOSTILE)}`)
    await page.getByRole('heading', { name: HOSTILE }).waitFor()
    assert.equal(await page.evaluate(() => window.pwned), undefined)
    await leave(page)
  })

  await check('invalid UTF-8, control characters, Avro, tombstones and nothing are shown as what they are', async () => {
    const page = await open('/topics/strange/messages?from=oldest')
    const invalid = await opened(page, 1)
    await invalid.getByRole('region', { name: 'Value' }).getByText('00000000  c3 28 f0 28 8c bc 00 ff').waitFor()
    await invalid.getByRole('region', { name: 'Value' }).getByRole('button', { name: 'Text' }).click()
    await invalid.getByText('\ufffd(').first().waitFor()
    const control = await opened(page, 2)
    await control.getByRole('region', { name: 'Value' }).getByText('bell \u2407 turned').waitFor()
    const avro = await opened(page, 3)
    await avro.getByText('Avro with schema 42').waitFor()
    const rest = await page.locator('.message').allInnerTexts()
    assert.match(rest[4], /tombstone[^]*null/)
    assert.equal(rest.length, 6)
    await leave(page)
  })

  await check('a record of 10 MB is shown in part and downloaded whole', async () => {
    const page = await open('/topics/huge/messages?from=oldest')
    const row = await opened(page, 0)
    await row.getByText('too large to be shown here').waitFor()
    const coming = page.waitForEvent('download')
    await row.getByRole('region', { name: 'Value' }).getByRole('button', { name: 'Download' }).click()
    const value = JSON.parse(readFileSync(await (await coming).path(), 'utf8'))
    assert.equal(value.kind, 'big')
    assert.ok(value.text.length > 10_000_000)
    await leave(page)
  })
}
