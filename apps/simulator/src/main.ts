#!/usr/bin/env node
import { startFleet } from './fleet.js'
import { membersOf } from './members.js'
import { readOptions, usage } from './options.js'

const statusEveryMs = 10_000

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options.help) return console.log(usage)
  const members = await membersOf(options)
  const fleet = await startFleet({
    server: options.server,
    members,
    transport: options.transport,
    seed: options.seed,
    rates: options.rates,
    applyDelayMs: options.applyDelayMs,
    startsPerSecond: options.startsPerSecond,
    log: (sentence) => console.error(sentence),
    ...(options.broker && { brokerUrl: options.broker }),
    ...(options.source && { sourceAddress: options.source }),
    ...(options.state && { stateFolder: options.state }),
    ...(options.transcript && { transcriptFile: options.transcript }),
  })
  console.log(`${members.length} pretend devices for ${options.server}. Ctrl-C ends them.`)
  let shown = -1
  setInterval(() => {
    if (fleet.online() === shown) return
    shown = fleet.online()
    console.log(`${shown} of ${members.length} online`)
  }, statusEveryMs).unref()
  const stop = () => {
    setTimeout(() => process.exit(1), 8000).unref()
    fleet.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
