package io.github.jobdoctor.lab.jobscheduler;

import java.util.ArrayList;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * What the host program says came of an order to run a job.
 *
 * @param exitCode its exit code
 * @param outcome the word for it
 * @param reason why the run was stopped; empty when it was not
 * @param findings the ids of what holds the job back, most important first
 * @param proofs what the program says it saw
 */
record Ordered(
    int exitCode, String outcome, String reason, List<String> findings, List<Proof> proofs) {

  /**
   * One of the things it says it saw.
   *
   * @param source where
   */
  record Proof(String source, String text) {}

  static Ordered of(LiveDevice.Result result) {
    try {
      JSONObject json = result.source().getJSONObject("runOutcome");
      List<String> findings = new ArrayList<>();
      JSONArray held = json.getJSONArray("findings");
      for (int i = 0; i < held.length(); i++) {
        findings.add(held.getJSONObject(i).getString("id"));
      }
      List<Proof> proofs = new ArrayList<>();
      JSONArray seen = json.getJSONArray("proof");
      for (int i = 0; i < seen.length(); i++) {
        proofs.add(
            new Proof(
                seen.getJSONObject(i).getString("source"),
                seen.getJSONObject(i).getString("text")));
      }
      return new Ordered(
          result.code(),
          json.getString("outcome"),
          json.optString("stopReasonText"),
          findings,
          proofs);
    } catch (JSONException e) {
      throw new AssertionError("no outcome: " + result, e);
    }
  }
}
