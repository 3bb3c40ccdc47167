'use client'

import type { DeviceConfiguration, Room } from '@maestro/contract'
import { useRead } from '@/api/read'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { useWords } from '@/words/words-provider'
import { useValueText } from './use-value-text'

type Valued = DeviceConfiguration['values'][number]

/** The settings that somebody set and that not all devices have with the same value, with each device's own. */
function differencesOf(devices: readonly DeviceConfiguration[]) {
  const set = devices.flatMap((device) => device.values.filter((value) => value.layer.kind !== 'default'))
  return [...new Set(set.filter((value) => !value.secret).map((value) => value.key))]
    .sort()
    .map((key) => ({ key, values: devices.map((device) => device.values.find((value) => value.key === key)) }))
    .filter(({ values }) => new Set(values.map((value) => JSON.stringify(value?.value ?? null))).size > 1)
}

/** In a room with several devices: where their configuration is not the same. */
export function RoomDifferences({ room }: { room: Room }) {
  const { t } = useWords()
  const { may } = useSession()
  const read = useRead(
    'GET /organizations/{organizationId}/rooms/{roomId}/configuration',
    { params: { ...useOrganizationParams(), roomId: room.id } },
    { enabled: may('configuration.view') },
  )
  const devices = read.data?.devices ?? []
  if (devices.length < 2) return null
  const differences = differencesOf(devices)
  const nameOf = (id: string) => room.devices.find((device) => device.id === id)?.name ?? id
  return (
    <Box title={t('roomConfiguration.title')}>
      {differences.length === 0 ? (
        <p className="text-13 text-muted">{t('roomConfiguration.same')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow page scrolls the table, by keyboard too
        <section tabIndex={0} aria-label={t('roomConfiguration.title')} className="overflow-x-auto">
          <table className="w-full text-13">
            <thead>
              <tr className="text-left text-12 text-faint">
                <th className="pb-1.5 font-medium">{t('configuration.setting')}</th>
                {devices.map((device) => (
                  <th key={device.deviceId} className="pb-1.5 pl-4 font-medium">
                    {nameOf(device.deviceId)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differences.map(({ key, values }) => (
                <tr key={key} className="border-t border-line">
                  <td className="mono py-1.5">{key}</td>
                  {values.map((value, index) => (
                    <td key={devices[index]?.deviceId} className="py-1.5 pl-4">
                      <ShownValue value={value} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Box>
  )
}

function ShownValue({ value }: { value: Valued | undefined }) {
  const text = useValueText()
  return <>{value ? text(value.value) : '–'}</>
}
