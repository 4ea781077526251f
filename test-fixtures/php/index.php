<?php
// A site for php-cgi, which keeps a journal of what it took.
//
// POST, PUT   reads the body, writes "METHOD LENGTH SHA256" into $JOURNAL, and answers with it
// POST /die   the same, but the process dies instead of answering
// /status/N   the status N, and words of its own
// /slow/N     N seconds later
header('Content-Type: text/plain');
$words = explode('/', $_SERVER['REQUEST_URI']);
$text = 'the app says so';
if (in_array($_SERVER['REQUEST_METHOD'], ['POST', 'PUT'])) {
    $body = file_get_contents('php://input');
    $text = sprintf('%s %d %s', $_SERVER['REQUEST_METHOD'], strlen($body), hash('sha256', $body));
    file_put_contents(getenv('JOURNAL'), "$text\n", FILE_APPEND);
}
if ($words[1] === 'die') {
    posix_kill(getmypid(), 9);
}
if ($words[1] === 'slow') {
    usleep((int) ($words[2] * 1e6));
}
if ($words[1] === 'status') {
    http_response_code((int) $words[2]);
}
echo "$text\n";
