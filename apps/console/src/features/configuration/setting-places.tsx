'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import { type ItemOf, itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { AboutSetting } from '@/features/profiles/about-setting'
import type { ProfileSetting } from '@/features/profiles/profile-catalogue'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { LayerTag } from './layer-tag'
import { useValueText } from './use-value-text'

type Place = ItemOf<'GET /organizations/{organizationId}/configuration/settings/{key}'>

const idOf = ({ layer, device }: Place) =>
  [layer.kind, layer.scopeId, layer.profile?.id, device?.id].filter(Boolean).join(' ')

interface SettingPlacesProps {
  settingKey: string
  setting: ProfileSetting | null
}

/** Every profile and device that sets a setting. */
export function SettingPlaces({ settingKey, setting }: SettingPlacesProps) {
  const { t } = useWords()
  const text = useValueText()
  const list = useList('GET /organizations/{organizationId}/configuration/settings/{key}', {
    params: { ...useOrganizationParams(), key: settingKey },
    query: {},
  })
  const columns = usePlaceColumns(setting)
  const places = itemsOf(list.data)
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {setting && <AboutSetting id="about-setting" setting={setting} />}
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={4} />}
      {list.data && places.length === 0 && (
        <Empty title={t('where.none')}>
          {t('where.none.body', { value: text(setting?.default ?? null, setting?.unit) })}
        </Empty>
      )}
      {places.length > 0 && <Table label={t('configurations.settings')} rows={places} columns={columns} idOf={idOf} />}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}

function usePlaceColumns(setting: ProfileSetting | null): ReadonlyArray<TableColumn<Place>> {
  const { t } = useWords()
  const { href } = useSession()
  const text = useValueText()
  return useMemo(
    () => [
      {
        id: 'place',
        header: t('where.place'),
        always: true,
        cell: ({ layer, device }) => {
          if (layer.profile) {
            return <Link href={href(`/configuration/profiles/${layer.profile.id}`)}>{layer.profile.name}</Link>
          }
          return device ? <Link href={href(`/devices/${device.id}?tab=configuration`)}>{device.name}</Link> : layer.name
        },
      },
      {
        id: 'value',
        header: t('where.value'),
        cell: (place) =>
          setting?.secret ? (
            <span className="text-muted">{t('configuration.secret')}</span>
          ) : (
            <span className="font-medium">{text(place.value, setting?.unit)}</span>
          ),
      },
      {
        id: 'on',
        header: t('where.on'),
        cell: ({ layer, locked }) =>
          layer.profile && !layer.scopeId ? (
            <span className="text-faint">{t('where.unassigned')}</span>
          ) : (
            <LayerTag layer={layer} locked={locked} />
          ),
      },
    ],
    [t, href, text, setting],
  )
}
