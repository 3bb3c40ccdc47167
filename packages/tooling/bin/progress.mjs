import { spawn } from 'node:child_process'

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Shows what is being done and for how long, on one line that rewrites itself where there is a terminal. */
function ticker(title) {
  const since = Date.now()
  const live = process.stdout.isTTY
  const line = () => `  ${title} … ${Math.round((Date.now() - since) / 1000)} s`
  if (!live) console.log(`  ${title} …`)
  const timer = setInterval(
    () => (live ? process.stdout.write(`\r${line()}`) : console.log(line())),
    live ? 1000 : 20_000,
  )
  return (result) => {
    clearInterval(timer)
    console.log(`${live ? '\r\u001b[K' : ''}  ${title}: ${result} after ${seconds(since)}`)
  }
}

/** Runs a program quietly; when it fails, everything it said is shown. Answers whether it succeeded. */
export function runQuietly(title, program, args, options) {
  const finish = ticker(title)
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
    const end = (ok, reason) => {
      finish(ok ? 'done' : 'failed')
      if (!ok) console.error(reason ?? Buffer.concat(said).toString())
      resolve(ok)
    }
    child.once('error', (error) => end(false, error.message))
    child.once('close', (code) => end(code === 0))
  })
}
