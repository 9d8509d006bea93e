import { describe, expect, test } from 'vitest'
import { isPrivateAddress, isPublicAddress } from '../../../src/adapters/attachments/addresses.ts'

describe('isPublicAddress', () => {
  test.each(['140.82.121.3', '185.199.108.133', '2606:50c0:8000::153'])('allows %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ['loopback', '127.0.0.1'],
    ['another loopback address', '127.8.9.10'],
    ['this host', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['a link-local metadata service', '169.254.169.254'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['Alibaba’s metadata service', '100.100.100.200'],
    ['Azure’s platform service', '168.63.129.16'],
    ['Oracle’s metadata service', '192.0.0.192'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['benchmarking', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['link-local', 'fe80::1'],
    ['a link-local address with a zone', 'fe80::1%eth0'],
    ['unique local', 'fc00::1'],
    ['AWS’s metadata service', 'fd00:ec2::254'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['an IPv4-mapped public address', '::ffff:140.82.121.3'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['documentation', '2001:db8::1'],
    ['unassigned', '4000::1'],
    ['a number', '2130706433'],
    ['hexadecimal', '0x7f.0.0.1'],
    ['octal', '0177.0.0.1'],
    ['short', '127.1'],
    ['a name', 'localhost'],
    ['empty text', ''],
  ])('refuses %s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('isPrivateAddress', () => {
  test.each(['10.1.2.3', '192.168.1.1', 'fd12:3456::1'])('accepts %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  test.each(['127.0.0.1', '169.254.169.254', 'fd00:ec2::254', '::ffff:10.1.2.3', '140.82.121.3', 'x'])(
    'rejects %s',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false)
    },
  )
})
