import { parseArgs } from 'node:util'
import { type Transport, transports } from './connector.js'

export const usage = `npm run simulate -- --server http://localhost:8300 [what] [how]

what: one of
  --fleet FILE            devices as JSON: [{"serial", "model", "claimCode", "behaviour"}, …]; JSON lines do as well;
                          "enrolled": {"key", "place"} instead of a claim code for one that has enrolled
  --devices N --api-token TOKEN --organization ID
                          makes N devices and their claim codes through the public API
  --devices N --state DIR with devices that have enrolled before
how:
  --model KEY             model of the devices that are made                       (gtm-5250)
  --state DIR             where the devices keep their keys and settings           (nowhere)
  --transport tcp|ws|https                                                         (tcp)
  --broker URL            instead of the address that Maestro names
  --source ADDRESS        address of this machine that all connections come from
  --seed N                the same seed, the same behaviour                        (1)
  --apply-delay MS..MS    how long applying a configuration takes                  (200..800)
  --refuse-rate P         a value is refused, per configuration                    (0)
  --fail-rate P           applying fails, per configuration                        (0)
  --silent-rate P         no answer, per configuration                             (0)
  --call-rate P           a call begins, per minute                                (0)
  --offline-rate P        the device is gone for a while, per minute               (0)
  --drift-rate P          a setting is changed in the room, per minute             (0)
  --connect-rate N        devices that begin to connect in a second                (200)
  --transcript FILE       what every device received, in order, as JSON lines`

const text = { type: 'string' } as const
const options = {
  server: text,
  fleet: text,
  devices: text,
  model: text,
  state: text,
  transport: text,
  broker: text,
  source: text,
  seed: text,
  'apply-delay': text,
  'refuse-rate': text,
  'fail-rate': text,
  'silent-rate': text,
  'call-rate': text,
  'offline-rate': text,
  'drift-rate': text,
  'connect-rate': text,
  transcript: text,
  'api-token': text,
  organization: text,
  help: { type: 'boolean' },
} as const

/** The command line, checked. Throws a sentence for a wrong value. */
export function readOptions(args: readonly string[]) {
  const { values } = parseArgs({ args: [...args], options, strict: true })
  return {
    help: values.help ?? false,
    server: origin(values.server),
    fleet: values.fleet,
    devices: number('devices', values.devices, 0),
    model: values.model ?? 'gtm-5250',
    state: values.state,
    transport: transportOf(values.transport),
    broker: values.broker,
    source: values.source,
    seed: number('seed', values.seed, 1),
    applyDelayMs: range('apply-delay', values['apply-delay'], [200, 800]),
    rates: {
      refuse: probability('refuse-rate', values['refuse-rate']),
      fail: probability('fail-rate', values['fail-rate']),
      silent: probability('silent-rate', values['silent-rate']),
      call: probability('call-rate', values['call-rate']),
      offline: probability('offline-rate', values['offline-rate']),
      drift: probability('drift-rate', values['drift-rate']),
    },
    startsPerSecond: number('connect-rate', values['connect-rate'], 200),
    transcript: values.transcript,
    apiToken: values['api-token'],
    organization: values.organization,
  }
}
export type Options = ReturnType<typeof readOptions>

function origin(value = 'http://localhost:8300'): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error(`--server must be the address of Maestro, like http://localhost:8300, not "${value}".`)
  return value
}

function number(name: string, value: string | undefined, fallback: number): number {
  const parsed = value === undefined ? fallback : Number(value)
  if (!Number.isInteger(parsed) || parsed < 0) throw new Error(`--${name} must be a whole number, not "${value}".`)
  return parsed
}

function probability(name: string, value = '0'): number {
  const parsed = Number(value)
  if (!(parsed >= 0 && parsed <= 1)) throw new Error(`--${name} must be from 0 to 1, not "${value}".`)
  return parsed
}

function range(
  name: string,
  value: string | undefined,
  fallback: readonly [number, number],
): readonly [number, number] {
  if (value === undefined) return fallback
  const [low = Number.NaN, high = low] = value.split('..').map(Number)
  if (!(low >= 0 && high >= low)) throw new Error(`--${name} must be like 200..800, not "${value}".`)
  return [low, high]
}

function transportOf(word = 'tcp'): Transport {
  const transport = transports.find((known) => known === word)
  if (!transport) throw new Error(`--transport must be one of ${transports.join(', ')}, not "${word}".`)
  return transport
}
