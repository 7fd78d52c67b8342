// Runs named checks one after the other and prints one line for each: "ok NAME" or "FAILED NAME: why".
import assert from 'node:assert/strict'

const LIMIT_MS = 60_000

export function checkRunner(prefix) {
  let failed = 0
  async function check(name, body, limitMs = LIMIT_MS) {
    const label = `${prefix}: ${name}`
    let timer
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1000} s`)), limitMs)
    })
    try {
      await Promise.race([body(), limit])
      console.log(`ok ${label}`)
    } catch (error) {
      failed++
      console.log(`FAILED ${label}: ${String(error.message ?? error).split('\n').slice(0, 3).join(' ')}`)
    } finally {
      clearTimeout(timer)
    }
  }
  return { check, failed: () => failed }
}

// Waits for a condition; says what it waited for when it does not come true.
export async function eventually(what, condition, limitMs = 30_000) {
  const end = Date.now() + limitMs
  while (!(await condition())) {
    assert.ok(Date.now() < end, `still waiting for ${what}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
