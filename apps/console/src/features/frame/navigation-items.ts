import type { Right } from '@maestro/domain'
import {
  Building2,
  ClipboardList,
  DoorOpen,
  Gauge,
  KeyRound,
  type LucideIcon,
  MonitorSpeaker,
  PhoneCall,
  Send,
  Settings,
  SlidersHorizontal,
} from 'lucide-react'

export interface NavigationItem {
  name:
    | 'overview'
    | 'rooms'
    | 'devices'
    | 'configuration'
    | 'deployments'
    | 'licenses'
    | 'registration'
    | 'audit'
    | 'customers'
    | 'settings'
  path: string
  right: Right | null
  /** Pressed after `g`. */
  key: string
  icon: LucideIcon
}

export const navigationItems: readonly NavigationItem[] = [
  { name: 'overview', path: '', right: 'devices.view', key: 'o', icon: Gauge },
  { name: 'rooms', path: '/rooms', right: 'rooms.view', key: 'r', icon: DoorOpen },
  { name: 'devices', path: '/devices', right: 'devices.view', key: 'd', icon: MonitorSpeaker },
  {
    name: 'configuration',
    path: '/configuration',
    right: 'configuration.view',
    key: 'f',
    icon: SlidersHorizontal,
  },
  { name: 'deployments', path: '/deployments', right: 'deployments.view', key: 'p', icon: Send },
  { name: 'licenses', path: '/licenses', right: 'licenses.view', key: 'l', icon: KeyRound },
  { name: 'registration', path: '/registration', right: 'devices.view', key: 'n', icon: PhoneCall },
  { name: 'audit', path: '/audit', right: 'audit.view', key: 'a', icon: ClipboardList },
  { name: 'customers', path: '/customers', right: 'customers.view', key: 'c', icon: Building2 },
  { name: 'settings', path: '/settings', right: null, key: 's', icon: Settings },
]
