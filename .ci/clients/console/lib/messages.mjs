// The message browser: where it reads from, what it looks for, how it shows it; and producing.
import assert from 'node:assert/strict'
import { leave } from './browser.mjs'
import { eventually } from '../../kafkajs/lib/checks.mjs'

const rows = page => page.locator('.message')
const offsets = async page => (await page.locator('.message-place b').allInnerTexts()).map(text => Number(text.replaceAll(',', '')))

export async function messageChecks({ check, open }) {
  await check('messages are read newest first, oldest first, from an offset and from a time', async () => {
    const page = await open('/topics/orders/messages?partitions=0')
    await rows(page).first().waitFor()
    const newest = await offsets(page)
    assert.deepEqual(newest, [...newest].sort((a, b) => b - a))
    await page.getByRole('combobox', { name: 'Read' }).selectOption('oldest')
    await eventually('the oldest first', async () => (await offsets(page))[0] === 0)
    await page.getByRole('combobox', { name: 'Read' }).selectOption('offset')
    await page.getByLabel('Offset', { exact: true }).fill('17')
    await page.getByRole('button', { name: 'Read', exact: true }).click()
    await eventually('the record at offset 17', async () => (await offsets(page))[0] === 17)
    await page.reload()
    await eventually('the same after a reload', async () => (await offsets(page))[0] === 17)
    await page.goto(`${new URL(page.url()).origin}/topics/orders/messages?from=time&time=${Date.now() + 3_600_000}`)
    await page.getByText('No record is like this').waitFor()
    await leave(page)
  })

  await check('messages are found by key, value, header and an expression', async () => {
    const page = await open('/topics/orders/messages')
    const found = async (what, query, expected) => {
      await page.goto(`${new URL(page.url()).origin}/topics/orders/messages?from=oldest&${new URLSearchParams(query)}`)
      await eventually(what, async () => (await rows(page).count()) > 0)
      const texts = await rows(page).allInnerTexts()
      assert.ok(texts.every(text => expected.test(text)), `${what}: ${texts[0]}`)
    }
    await found('a key', { key: 'order-123' }, /order-123/)
    await found('a value', { value: 'Customer 42"' }, /Customer 42"/)
    await found('a header', { header: 'source=web', value: '"id":3,' }, /order-3\b/)
    await found('an expression', { where: 'value.customer.name == "Customer 77" && header.source == "app"' }, /order-77\b/)
    await leave(page)
  })

  await check('a wrong expression is explained where it was typed', async () => {
    const page = await open('/topics/orders/messages')
    await page.getByLabel('Where').fill('value.id >')
    await page.getByRole('button', { name: 'Read', exact: true }).click()
    await page.locator('.controls .field-error').filter({ hasText: 'character' }).waitFor()
    await leave(page)
  })

  await check('JSON folds, and the same bytes are there as text and hex', async () => {
    const page = await open('/topics/orders/messages?from=offset&offset=0&partitions=0')
    await rows(page).first().locator('summary').first().click()
    const value = page.getByRole('region', { name: 'Value' })
    await value.getByText('"customer"').waitFor()
    const folded = value.getByText('{ 2 members }')
    const before = await folded.count()
    await value.locator('.tree summary', { hasText: '"customer"' }).click()
    await eventually('one part more to be folded', async () => (await folded.count()) !== before)
    await value.getByRole('button', { name: 'Hex' }).click()
    await value.getByText('00000000  7b 22 69 64').waitFor()
    await value.getByRole('button', { name: 'Text' }).click()
    await value.getByText('{"id":').waitFor()
    await page.getByRole('region', { name: 'Header trace' }).getByText(/00000000 {2}00 [0-9a-f]{2} ff/).waitFor()
    await leave(page)
  })

  await check('more is read on demand, and a record is copied as a command', async () => {
    const page = await open('/topics/orders/messages?from=oldest')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await eventually('the first records', async () => (await rows(page).count()) === 50)
    await page.getByRole('button', { name: 'More' }).click()
    await eventually('more records', async () => (await rows(page).count()) === 100)
    await page.getByRole('button', { name: 'Copy as kcat' }).first().click()
    await page.getByText('Copied.').waitFor()
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^kcat -b 127\.0\.0\.1:\d+ -C -t orders/)
    await leave(page)
  })

  await check('a record is produced by hand and looked at', async () => {
    const page = await open('/topics/orders')
    await page.getByRole('button', { name: 'Produce', exact: true }).click()
    await page.getByLabel('Key is').selectOption('text')
    await page.getByLabel('Key', { exact: true }).fill('by-hand')
    await page.getByLabel('Value is').selectOption('json')
    await page.getByLabel('Value', { exact: true }).fill('{"broken": ')
    await page.getByRole('dialog').getByRole('button', { name: 'Produce' }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.getByLabel('Value', { exact: true }).fill('{"made": "by hand"}')
    await page.getByLabel('Headers').fill('from: console')
    await page.getByRole('dialog').getByRole('button', { name: 'Produce' }).click()
    await page.getByRole('link', { name: 'Look at it' }).click()
    await rows(page).filter({ hasText: 'by-hand' }).first().waitFor()
    await leave(page)
  })
}
