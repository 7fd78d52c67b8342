// A broker of its own for these checks, with its console on a port of its own.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '../../kafkajs/lib/checks.mjs'

const START_LIMIT_MS = 60_000

export function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

// Starts `weir serve` with `settings`, and with a port for other brokers where there is one; stop() ends it and deletes its data.
export async function startBroker(weir, settings = {}, internalPort) {
  const [port, adminPort] = [await freePort(), await freePort()]
  const data = mkdtempSync(join(tmpdir(), 'weir-console-'))
  const listeners = internalPort === undefined ? {} : { listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${internalPort}` }
  const all = { 'weir.admin.listener': `127.0.0.1:${adminPort}`, ...listeners, ...settings }
  const sets = Object.entries(all).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  const where = internalPort === undefined ? ['--port', port] : []
  const process = spawn(weir, ['serve', ...where, '--data', data, ...sets], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  process.stdout.on('data', text => (log += text))
  process.stderr.on('data', text => (log += text))
  const console = `http://127.0.0.1:${adminPort}`
  const answers = () => {
    if (process.exitCode !== null) throw new Error(`the broker ended: ${log.slice(-500)}`)
    return fetch(`${console}/health/live`).then(answer => answer.ok, () => false)
  }
  await eventually('the console to answer', answers, START_LIMIT_MS)
  const stop = async () => {
    const ended = new Promise(resolve => process.once('exit', resolve))
    process.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
  return { bootstrap: `127.0.0.1:${port}`, console, stop }
}
