-- Asks for the paths of a file, line by line and again from its beginning; each thread begins in a
-- part of its own. Arguments: the file, the number of threads, the Accept-Encoding or "-".
local threads = 0

function setup(thread)
   thread:set("number", threads)
   threads = threads + 1
end

function init(args)
   if args[3] ~= "-" then
      wrk.headers["Accept-Encoding"] = args[3]
   end
   requests, at = {}, 0
   for line in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("GET", line)
   end
   at = math.floor(#requests * number / tonumber(args[2]))
end

function request()
   local found = requests[at + 1]
   at = (at + 1) % #requests
   return found
end

function done(summary, latency)
   local errors = summary.errors
   local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   print(string.format("RESULT %d %d %d %d %.0f %.0f", summary.requests, summary.duration,
      summary.bytes, bad, latency:percentile(50), latency:percentile(99)))
end
