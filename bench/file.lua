-- wrk: petitions filed through the API, each by another petitioner under a key of its own.
local thread = 0
function setup(t) thread = thread + 1; t:set("id", thread) end
local n = 0
local stamp = os.time()
function request()
	n = n + 1
	local key = string.format("bench-%d-%d-%d", stamp, id, n)
	local body = string.format('{"name":"王小明","phone":"1%d%08d","subject":"供暖 %s","text":"家里只有十五度，已经三天。"}', 30 + id, n, key)
	return wrk.format("POST", "/api/v1/file", {["Content-Type"] = "application/json", ["Idempotency-Key"] = key}, body)
end
