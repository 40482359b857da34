package io.arrears.publish.alert;

import io.arrears.config.AlertSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts JSON; tries again while the server is away or busy, not when it says no. */
final class WebhookSink implements Sink {

    private static final long FIRST_PAUSE_MILLIS = 500;

    private final AlertSettings.Webhook settings;
    private final URI address;

    WebhookSink(AlertSettings.Webhook settings) {
        this.settings = settings;
        this.address = URI.create(settings.url().orElseThrow());
    }

    /** The path may be a secret. */
    @Override
    public String name() {
        return "webhook " + address.getHost();
    }

    @Override
    public void tell(Notice notice) throws IOException, InterruptedException {
        Duration limit = Duration.ofSeconds(settings.timeoutSeconds());
        // Some small servers and proxies fail when HTTP/2 is offered.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(notice.message()));
        settings.authorization().value().ifPresent(value -> request.header("Authorization", value));
        String last = "";
        for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
            if (attempt > 1) {
                Thread.sleep(FIRST_PAUSE_MILLIS << (attempt - 2));
            }
            try {
                int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status / 100 == 2) {
                    return;
                }
                last = "it answered " + status;
                if (status < 500 && status != 429 && status != 408) {
                    break;
                }
            } catch (IOException e) {
                last = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            }
        }
        throw new IOException(last);
    }
}
