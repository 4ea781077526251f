#!/usr/bin/python3
"""Executes a command that is refused NETLINK_SOCK_DIAG sockets (EPERM), as by a container's seccomp filter; so are its children."""
import ctypes, os, platform, struct, sys

SOCKET, ARCHITECTURE = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}[platform.machine()]
AF_NETLINK, NETLINK_SOCK_DIAG, EPERM = 16, 4, 1
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2

# struct seccomp_data: nr at 0, arch at 4, arguments from 16 on, 8 bytes each.
PROGRAM = [
    (LOAD, 0, 0, 4), (EQUAL, 0, 7, ARCHITECTURE),
    (LOAD, 0, 0, 0), (EQUAL, 0, 5, SOCKET),
    (LOAD, 0, 0, 16), (EQUAL, 0, 3, AF_NETLINK),
    (LOAD, 0, 0, 32), (EQUAL, 0, 1, NETLINK_SOCK_DIAG),
    (RETURN, 0, 0, ERRNO | EPERM),
    (RETURN, 0, 0, ALLOW),
]

code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in PROGRAM))
filter_ = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(PROGRAM), ctypes.addressof(code)))
libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0) != 0:
    sys.exit("could not set the filter: " + os.strerror(ctypes.get_errno()))
os.execvp(sys.argv[1], sys.argv[1:])
