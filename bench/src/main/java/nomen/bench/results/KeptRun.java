package nomen.bench.results;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A run of benchmarks as {@code bench/results/<name>.json} keeps it: where it came from, and what
 * JMH wrote, without each iteration's figures.
 *
 * <pre>
 *   { "machine": ..., "system": ..., "java": ..., "jvmFlags": ..., "commit": ..., "date": ...,
 *     "command": ..., "jmh": ...,
 *     "results": [
 *       {"benchmark": ..., "params": {...},
 *        "primaryMetric": {"score": ..., "scoreError": ..., "scoreUnit": ..., "forks": [...]},
 *        "secondaryMetrics": {"gc.alloc.rate.norm": {"score": ...}}},
 *       ... one line each ... ] }
 * </pre>
 *
 * <p>{@code forks} are the means of the forks, which JMH's file has as {@code rawData}; a run that
 * was kept before there were several has none.
 *
 * <p>Of Gson only the tree is used: the values of JMH's file have the names that JMH gives them.
 *
 * @param origin machine, commit, command and so on, by name, in the order of {@link Origin}
 * @param scores what the benchmarks came to, in the order in which they ran
 */
public record KeptRun(Map<Origin, String> origin, List<Score> scores) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String FORKS = "forks";
  private static final String ITERATIONS = "rawData";
  private static final Gson LINE = new Gson();

  /** Copies the collections. */
  public KeptRun {
    origin = Collections.unmodifiableMap(new TreeMap<>(origin));
    scores = List.copyOf(scores);
  }

  /** One of the things that are said of it. */
  public String origin(Origin what) {
    return Objects.requireNonNull(origin.get(what));
  }

  /** The scores in the file that JMH writes for {@code -rf json}. */
  public static List<Score> readJmh(Path file) throws IOException {
    return scores(parse(file).getAsJsonArray());
  }

  /** Reads a kept run. */
  public static KeptRun read(Path file) throws IOException {
    JsonObject root = parse(file).getAsJsonObject();
    Map<Origin, String> origin = new TreeMap<>();
    for (Origin each : Origin.values()) {
      JsonElement value = root.get(each.key());
      if (value == null) {
        throw new IOException(file + ": no " + each.key());
      }
      origin.put(each, value.getAsString());
    }
    return new KeptRun(origin, scores(root.getAsJsonArray("results")));
  }

  private static JsonElement parse(Path file) throws IOException {
    try {
      return JsonParser.parseString(Files.readString(file));
    } catch (JsonParseException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Score> scores(JsonArray results) {
    List<Score> scores = new ArrayList<>();
    for (JsonElement element : results) {
      JsonObject result = element.getAsJsonObject();
      Map<String, String> params = new TreeMap<>();
      if (result.has("params")) {
        result
            .getAsJsonObject("params")
            .entrySet()
            .forEach(param -> params.put(param.getKey(), param.getValue().getAsString()));
      }
      JsonObject primary = result.getAsJsonObject("primaryMetric");
      JsonObject allocated = result.getAsJsonObject("secondaryMetrics").getAsJsonObject(ALLOCATED);
      scores.add(
          new Score(
              result.get("benchmark").getAsString(),
              params,
              primary.get("scoreUnit").getAsString(),
              primary.get("score").getAsDouble(),
              primary.get("scoreError").getAsDouble(),
              forks(primary),
              allocated == null ? Double.NaN : allocated.get("score").getAsDouble()));
    }
    return scores;
  }

  private static List<Double> forks(JsonObject primary) {
    List<Double> forks = new ArrayList<>();
    if (primary.has(FORKS)) {
      primary.getAsJsonArray(FORKS).forEach(mean -> forks.add(mean.getAsDouble()));
    } else if (primary.has(ITERATIONS)) {
      for (JsonElement fork : primary.getAsJsonArray(ITERATIONS)) {
        double sum = 0;
        for (JsonElement iteration : fork.getAsJsonArray()) {
          sum += iteration.getAsDouble();
        }
        forks.add(sum / fork.getAsJsonArray().size());
      }
    }
    return forks;
  }

  /** Writes the run. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder("{\n");
    origin.forEach(
        (name, value) ->
            text.append(
                "  \"%s\": %s,\n".formatted(name.key(), LINE.toJson(new JsonPrimitive(value)))));
    text.append("  \"results\": [\n    ");
    text.append(String.join(",\n    ", scores.stream().map(KeptRun::line).toList()));
    text.append("\n  ]\n}\n");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  private static String line(Score score) {
    JsonObject result = new JsonObject();
    result.addProperty("benchmark", score.benchmark());
    JsonObject params = new JsonObject();
    score.params().forEach(params::addProperty);
    result.add("params", params);
    JsonObject primary = new JsonObject();
    primary.add("score", number(score.time()));
    primary.add("scoreError", number(score.error()));
    primary.addProperty("scoreUnit", score.unit());
    JsonArray forks = new JsonArray();
    score.forks().forEach(mean -> forks.add(number(mean)));
    primary.add(FORKS, forks);
    result.add("primaryMetric", primary);
    JsonObject secondary = new JsonObject();
    if (!Double.isNaN(score.octets())) {
      JsonObject allocated = new JsonObject();
      allocated.add("score", number(score.octets()));
      secondary.add(ALLOCATED, allocated);
    }
    result.add("secondaryMetrics", secondary);
    return LINE.toJson(result);
  }

  /** Four digits more than anybody reads; what is no number as JMH has it, a string. */
  private static JsonPrimitive number(double value) {
    if (!Double.isFinite(value)) {
      return new JsonPrimitive(String.valueOf(value));
    }
    return new JsonPrimitive(Math.round(value * 10_000) / 10_000.0);
  }
}
