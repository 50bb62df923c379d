import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** `public` is global unicast. Everything that is neither that nor loopback is `refused`, unknown forms included. */
export type AddressClass = 'public' | 'loopback' | 'refused';

/**
 * What must never be reached, by name, although most of it is also outside what `ipaddr.js` calls unicast
 * (IANA's special-purpose registries, RFC 6890). An address of these that carries an IPv4 address is refused
 * whatever that is: no system is published at a translated address.
 */
const refusedRanges = [
  '0.0.0.0/8', // this network (RFC 791)
  '10.0.0.0/8', // private (RFC 1918)
  '100.64.0.0/10', // carrier-grade NAT (RFC 6598); Alibaba Cloud's metadata is 100.100.100.200
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's platform: DNS, DHCP, health, the guest agent
  '169.254.0.0/16', // link-local (RFC 3927); metadata of most clouds is 169.254.169.254
  '172.16.0.0/12', // private (RFC 1918)
  '192.0.0.0/24', // protocol assignments (RFC 6890); Oracle Cloud's metadata is 192.0.0.192
  '192.0.2.0/24', // documentation (RFC 5737)
  '192.88.99.0/24', // 6to4 relays (RFC 7526)
  '192.168.0.0/16', // private (RFC 1918)
  '198.18.0.0/15', // benchmarking (RFC 2544)
  '198.51.100.0/24', // documentation (RFC 5737)
  '203.0.113.0/24', // documentation (RFC 5737)
  '224.0.0.0/4', // multicast (RFC 5771)
  '240.0.0.0/4', // reserved (RFC 1112), broadcast
  '::/96', // unspecified, loopback, IPv4-compatible (RFC 4291)
  '::ffff:0:0/96', // IPv4-mapped (RFC 4291)
  '::ffff:0:0:0/96', // IPv4-translated (RFC 2765)
  '64:ff9b::/96', // NAT64 (RFC 6052)
  '64:ff9b:1::/48', // local NAT64 (RFC 8215)
  '100::/64', // discard (RFC 6666)
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarking (RFC 2928)
  '2001:db8::/32', // documentation (RFC 3849)
  '2002::/16', // 6to4 (RFC 3056)
  '3fff::/20', // documentation (RFC 9637)
  '5f00::/16', // segment routing (RFC 9602)
  'fc00::/7', // unique local (RFC 4193); EC2's metadata is fd00:ec2::254
  'fe80::/10', // link-local
  'fec0::/10', // site-local (RFC 3879)
  'ff00::/8', // multicast
].map((range) => ipaddr.parseCIDR(range));

/** The only block that IPv6 unicast is allocated from (https://www.iana.org/assignments/ipv6-address-space). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Says whether an address, as a resolver returns it, may be connected to. Accepts no other spelling than the exact one. */
export function classifyAddress(address: string): AddressClass {
  // A zone (`%eth0`) picks an interface: never an address of the internet.
  if (isIP(address) === 0 || address.includes('%')) return 'refused';
  const parsed = ipaddr.parse(address);
  if (parsed.range() === 'loopback') return 'loopback';
  if (parsed.range() !== 'unicast') return 'refused';
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast)) return 'refused';
  const isRefused = refusedRanges.some((range) => parsed.kind() === range[0].kind() && parsed.match(range));
  return isRefused ? 'refused' : 'public';
}
