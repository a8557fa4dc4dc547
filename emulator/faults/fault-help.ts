/** How a fault is written on the command line, for its help. */
export const faultSyntax = `KIND[:ARGUMENT][@OPERATION][,target=NAME][,from=N][,times=N][,probability=P]

    error:NAME            the error, such as error:ConflictException; also ,message=TEXT and ,status=CODE
    throttle:RATE         a throttling error beyond RATE calls a second
    discontinued:NAME     what retired services say, as AccessDeniedException, ForbiddenException
                          or ValidationException
    reset-before          the connection is reset, nothing was done
    reset-after           the connection is reset, the call was carried out
    stall-before          no answer ever comes, nothing was done
    stall-after           no answer ever comes, the call was carried out
    stall-body            the answer's headers come, its body never does
    cut-body              the connection ends in the middle of the answer
    empty-body            an answer without a body
    invalid-json          an answer that can't be parsed: half of it is missing
    proxy-page:STATUS     a page of HTML with status 200, 403, 502 or 503
    pipeline:FIELD=TEXT   the answer's pipeline has this field; without =TEXT, lacks it
    service:FIELD=TEXT    likewise its service; so do deployment:, stack: and event: (of CloudFormation)
    delay:SECONDS         the answer comes late
    stale:SECONDS         a read answers the state of that long ago
    lag:SECONDS           likewise, each read as of a time of its own, up to that long ago: reads jump
                          back and forth, as AWS's do
    clock:SECONDS         AWS's clock is ahead by that much, or behind with a minus: in the header Date
                          and all times of the answer
    deletion:SECONDS      the service or stack begins to be deleted just before, and is gone after that long

  @OPERATION     only calls of this operation       target=NAME   only calls that name this service or stack
  from=N         begins with the N-th such call     times=N       happens to N calls, not forever
  probability=P  happens with this probability, 0 to 1`;
