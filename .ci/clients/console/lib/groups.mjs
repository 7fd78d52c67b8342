// Groups: members, lag, reasons; offsets are reset after a look at what that would do.
import assert from 'node:assert/strict'
import { leave } from './browser.mjs'

export async function groupChecks({ check, open, admin }) {
  await check('a group shows its members, its lag over time, and why it rebalanced', async () => {
    const page = await open('/groups?search=bill')
    await page.getByRole('link', { name: 'billing' }).click()
    await page.getByRole('heading', { name: 'Members' }).waitFor()
    await page.locator('tr', { hasText: 'orders' }).filter({ hasText: 'shop' }).first().waitFor()
    await page.locator('.chart', { hasText: 'Records behind' }).waitFor()
    await page.locator('.events li').first().waitFor()
    await leave(page)
  })

  await check('offsets of a group in use are not reset, and the preview says why', async () => {
    const page = await open('/groups/billing')
    await page.getByRole('button', { name: 'Reset offsets' }).click()
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('region', { name: 'Preview' }).locator('.note-warn').waitFor()
    assert.ok(await page.getByRole('button', { name: /^Reset \d+ partitions?$/ }).isDisabled())
    await leave(page)
  })

  await check('an offset reset is previewed, then done', async () => {
    const page = await open('/groups/nightly')
    const before = await committed(admin)
    await page.getByRole('button', { name: 'Reset offsets' }).click()
    await page.getByRole('combobox', { name: 'To' }).selectOption('offset')
    await page.getByLabel('Offset', { exact: true }).fill('5')
    await page.getByRole('button', { name: 'Preview' }).click()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.locator('tr', { hasText: 'orders 0' }).waitFor()
    assert.deepEqual(await committed(admin), before, 'a preview changes nothing')
    await preview.getByRole('button', { name: /^Reset/ }).click()
    await page.getByText('The offsets were reset.').waitFor()
    assert.deepEqual(await committed(admin), before.map(() => '5'))
    await leave(page)
  })

  await check('a group is deleted only when its name is typed', async () => {
    const page = await open('/groups/nightly')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByLabel(/to confirm/).fill('nightly')
    await page.getByRole('button', { name: 'Delete it with its offsets' }).click()
    await page.waitForURL('**/groups')
    const { groups } = await admin.listGroups()
    assert.ok(!groups.some(group => group.groupId === 'nightly'))
    await leave(page)
  })
}

async function committed(admin) {
  const [{ partitions }] = await admin.fetchOffsets({ groupId: 'nightly', topics: ['orders'] })
  return partitions.map(({ offset }) => offset)
}
