// Every page, for what has to hold on all of them.
export const PAGES = [
  '/',
  '/topics',
  '/topics/orders',
  '/topics/orders/messages',
  '/topics/orders/settings',
  '/topics/strange/messages',
  '/groups',
  '/groups/billing',
  '/transactions',
  '/transactions/payments-7',
  '/brokers',
  '/brokers/1',
  '/brokers/1/settings',
  '/cluster',
  '/nowhere',
]

// Until nothing is being loaded any more.
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('main .spinner, main [aria-busy=true]') === null)
}
