// Topics: found among 10,000, created, looked at, configured, deleted.
import assert from 'node:assert/strict'
import { leave } from './browser.mjs'
import { TOPICS } from './load.mjs'

export async function topicChecks({ check, open, admin }) {
  await check('one of 10,000 topics is found by a part of its name', async () => {
    const page = await open('/topics')
    await page.getByText(/^10,\d{3} found$/).waitFor()
    await page.getByRole('searchbox').fill('EAM-07777')
    await page.getByText('1 found', { exact: true }).waitFor({ timeout: 1500 })
    await page.getByRole('link', { name: 'stream-07777' }).click()
    await page.getByRole('heading', { name: 'stream-07777' }).waitFor()
    await leave(page)
  })

  await check('the list of topics is sorted and paged, the address says how, and back goes back', async () => {
    const page = await open('/topics?search=stream-')
    await page.getByText(`${TOPICS.toLocaleString('en-US')} found`).waitFor()
    await page.getByRole('columnheader', { name: 'Topic' }).getByRole('button').click()
    await page.getByRole('link', { name: 'stream-09999' }).waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('link', { name: 'stream-09949' }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'stream-09949' }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'stream-09999' }).waitFor()
    await leave(page)
  })

  await check('a topic says what it keeps, and where its partitions begin and end', async () => {
    const page = await open('/topics/orders')
    await page.locator('.fact', { hasText: 'Kept' }).getByText('7 d').waitFor()
    await page.locator('td[data-column="End offset"]').first().waitFor()
    const ends = await page.locator('td[data-column="End offset"]').allInnerTexts()
    assert.equal(ends.length, 6)
    assert.ok(ends.every(end => /^[1-9][\d,]*$/.test(end)), ends.join(' '))
    await page.goto(new URL('/topics/orders/messages?from=offset', page.url()).href)
    await page.getByText(/^0 to [\d,]+$/).waitFor()
    await page.goto(new URL('/topics?search=orders', page.url()).href)
    await page.locator('tr', { hasText: 'orders' }).getByText('7 d').waitFor()
    await leave(page)
  })

  await check('a topic is created, gets partitions, and is deleted only when its name is typed', async () => {
    const page = await open('/topics')
    await page.getByRole('button', { name: 'Create a topic' }).click()
    await page.getByLabel('Name').fill('no spaces')
    await page.getByText('A name has letters, digits').waitFor()
    await page.getByLabel('Name').fill('made-here')
    await page.getByLabel('Partitions', { exact: true }).fill('3')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByRole('heading', { name: 'made-here' }).waitFor()
    await page.getByRole('button', { name: 'Add partitions' }).click()
    await page.getByLabel('Partitions then').fill('5')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('5 found').waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const sure = page.getByRole('button', { name: 'Delete it with all its records' })
    assert.ok(await sure.isDisabled())
    await page.getByLabel(/to confirm/).fill('made-here')
    await sure.click()
    await page.waitForURL('**/topics')
    assert.ok(!(await admin.listTopics()).includes('made-here'))
    await leave(page)
  })

  await check('a setting of a topic is edited, refused in words when it is wrong, and goes back to the default', async () => {
    const page = await open('/topics/orders/settings?search=retention.ms')
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Edit retention.ms', exact: true }) })
    await page.getByRole('button', { name: 'Edit retention.ms', exact: true }).click()
    await page.getByLabel('Value').fill('7d')
    await page.getByText('This is a whole number.').waitFor()
    await page.getByLabel('Value').fill('-2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByRole('alert').filter({ hasText: 'retention.ms' }).waitFor()
    await page.getByLabel('Value').fill('3600000')
    await page.getByRole('button', { name: 'Save' }).click()
    await row.getByText('this topic').waitFor()
    assert.equal(await retention(admin), '3600000')
    await page.getByRole('button', { name: 'Edit retention.ms', exact: true }).click()
    await page.getByRole('button', { name: 'Back to the default' }).click()
    await row.getByText('default').waitFor()
    assert.equal(await retention(admin), '604800000')
    await leave(page)
  })
}

async function retention(admin) {
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: 'orders', configNames: ['retention.ms'] }] })
  return resources[0].configEntries[0].configValue
}
