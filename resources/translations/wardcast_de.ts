<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>app</name>
    <message>
        <source>&amp;Metrics</source>
        <translation>&amp;Metriken</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Kennwort</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Begründung</translation>
    </message>
    <message>
        <source>&amp;What moved each score</source>
        <translation>&amp;Was jeden Punktwert bewegt hat</translation>
    </message>
    <message>
        <source>1 row answered</source>
        <translation>1 Zeile beantwortet</translation>
    </message>
    <message>
        <source>1 row without an answer</source>
        <translation>1 Zeile ohne Antwort</translation>
    </message>
    <message>
        <source>A &amp;record for each row</source>
        <translation>&amp;Eintrag für jede Zeile</translation>
    </message>
    <message>
        <source>A CSV with a header and a row for each case, from any system.</source>
        <translation>Eine CSV-Datei mit Kopfzeile und einer Zeile je Fall, aus beliebigem System.</translation>
    </message>
    <message>
        <source>A case, a patient reference, or anything that was typed.</source>
        <translation>Ein Fall, eine Patientenkennung oder etwas Eingegebenes.</translation>
    </message>
    <message>
        <source>A column for each input with its contribution; this takes longer.</source>
        <translation>Eine Spalte je Angabe mit ihrem Beitrag; das dauert länger.</translation>
    </message>
    <message>
        <source>A file goes on being answered.</source>
        <translation>Eine Datei wird weiter beantwortet.</translation>
    </message>
    <message>
        <source>A file is being answered</source>
        <translation>Eine Datei wird beantwortet</translation>
    </message>
    <message>
        <source>A file is being answered: it is stopped when another person signs in.</source>
        <translation>Eine Datei wird beantwortet: Meldet sich eine andere Person an, wird sie abgebrochen.</translation>
    </message>
    <message>
        <source>A single score: below five cases no figure of them is shown.</source>
        <translation>Ein einzelner Punktwert: Unter fünf Fällen wird keine Kennzahl gezeigt.</translation>
    </message>
    <message>
        <source>A site needs an administrator.</source>
        <translation>Ein Standort braucht eine Administration.</translation>
    </message>
    <message>
        <source>A whole number from {least} to {last}.</source>
        <translation>Eine ganze Zahl von {least} bis {last}.</translation>
    </message>
    <message>
        <source>About Wardcast</source>
        <translation>Über Wardcast</translation>
    </message>
    <message>
        <source>Address of the metrics</source>
        <translation>Adresse der Metriken</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administration</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>All reasons, in the order of the rows.</source>
        <translation>Alle Gründe, in der Reihenfolge der Zeilen.</translation>
    </message>
    <message>
        <source>All {count} records and their checkpoints hold.</source>
        <translation>Alle {count} Einträge und ihre Prüfpunkte sind gültig.</translation>
    </message>
    <message>
        <source>An auditor finds the record by this. The code says the same.</source>
        <translation>Damit findet die Revision den Eintrag. Der Code besagt dasselbe.</translation>
    </message>
    <message>
        <source>An engineer submits one, an approver approves it; then it is made active.</source>
        <translation>Die Modellentwicklung reicht eines ein, die Freigabe gibt es frei; danach wird es aktiviert.</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Andere Datei</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Andere Datei…</translation>
    </message>
    <message>
        <source>Another model answers now: this answer is of the one before.</source>
        <translation>Ab jetzt antwortet ein anderes Modell: Diese Antwort stammt vom vorherigen.</translation>
    </message>
    <message>
        <source>Another model answers now: {version}.</source>
        <translation>Ab jetzt antwortet ein anderes Modell: {version}.</translation>
    </message>
    <message>
        <source>Answer all rows</source>
        <translation>Alles beantworten</translation>
    </message>
    <message>
        <source>Answer as recorded</source>
        <translation>Antwort wie protokolliert</translation>
    </message>
    <message>
        <source>Answer every row that fits, and write the files.</source>
        <translation>Jede passende Zeile beantworten und die Dateien schreiben.</translation>
    </message>
    <message>
        <source>Answer this case. The answer is in the log before it is shown.</source>
        <translation>Diesen Fall beantworten. Die Antwort steht im Protokoll, bevor sie angezeigt wird.</translation>
    </message>
    <message>
        <source>Answering {name}</source>
        <translation>{name} wird beantwortet</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Wird beantwortet …</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Answers of this sitting</source>
        <translation>Antworten dieser Sitzung</translation>
    </message>
    <message>
        <source>Approved by {name}, {at}</source>
        <translation>Freigegeben von {name}, {at}</translation>
    </message>
    <message>
        <source>Approver</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Approves or rejects models; never an own one.</source>
        <translation>Gibt Modelle frei oder weist sie zurück, nie eigene.</translation>
    </message>
    <message>
        <source>Arrows choose one, Enter reopens it, Delete voids it.</source>
        <translation>Mit den Pfeiltasten auswählen, mit der Eingabetaste wieder öffnen, mit Entf für ungültig erklären.</translation>
    </message>
    <message>
        <source>Arrows go from one to the next; each says how it stands to the chosen one.</source>
        <translation>Die Pfeiltasten gehen von einer zur nächsten; jede gibt an, wie sie zur gewählten steht.</translation>
    </message>
    <message>
        <source>Arrows go through the rows; the verdict's tip says what is wrong.</source>
        <translation>Die Pfeiltasten gehen durch die Zeilen; der Hinweis zum Urteil nennt den Fehler.</translation>
    </message>
    <message>
        <source>Arrows go through the rows; tips say all.</source>
        <translation>Die Pfeiltasten gehen durch die Zeilen; Hinweise nennen alles.</translation>
    </message>
    <message>
        <source>As entered, with {what}: {score}.</source>
        <translation>Wie eingegeben, mit {what}: {score}.</translation>
    </message>
    <message>
        <source>At most 200 characters</source>
        <translation>Höchstens 200 Zeichen</translation>
    </message>
    <message>
        <source>At most {most} characters; these are {count}.</source>
        <translation>Höchstens {most} Zeichen; es sind {count}.</translation>
    </message>
    <message>
        <source>At the rim of training data</source>
        <translation>Am Rand des Trainings</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Between {low} and {high}. {promise}</source>
        <translation>Zwischen {low} und {high}. {promise}</translation>
    </message>
    <message>
        <source>Bring the entries back.</source>
        <translation>Die Eingaben zurückholen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Case or choice has changed: this comparison belongs to what was before.</source>
        <translation>Fall oder Auswahl wurde geändert: Dieser Vergleich gehört zum vorherigen Stand.</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Choose a file of cases</source>
        <translation>Datei mit Fällen wählen</translation>
    </message>
    <message>
        <source>Choose a file of cases; nothing is answered yet.</source>
        <translation>Eine Datei mit Fällen wählen; beantwortet wird noch nichts.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose a heading</source>
        <translation>Überschrift wählen</translation>
    </message>
    <message>
        <source>Choose a password.</source>
        <translation>Wählen Sie ein Kennwort.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Choose at least one input that varies.</source>
        <translation>Wählen Sie mindestens eine Angabe, die variiert.</translation>
    </message>
    <message>
        <source>Choose its heading.</source>
        <translation>Bitte Überschrift wählen.</translation>
    </message>
    <message>
        <source>Choose one</source>
        <translation>Bitte auswählen</translation>
    </message>
    <message>
        <source>Choose where the answers go.</source>
        <translation>Wählen, wohin die Antworten geschrieben werden.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clinician</source>
        <translation>Behandlung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the window; the words are lost.</source>
        <translation>Das Fenster schließen; die Wörter gehen verloren.</translation>
    </message>
    <message>
        <source>Close without them</source>
        <translation>Ohne Wörter schließen</translation>
    </message>
    <message>
        <source>Code: {code}</source>
        <translation>Code: {code}</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns that the model needs have no heading yet: choose them below.</source>
        <translation>Spalten, die das Modell braucht, haben noch keine Überschrift: Wählen Sie diese unten.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare options</source>
        <translation>Optionen vergleichen</translation>
    </message>
    <message>
        <source>Compare the options; written to the log before it is shown.</source>
        <translation>Die Optionen vergleichen; der Vergleich steht im Protokoll, bevor er angezeigt wird.</translation>
    </message>
    <message>
        <source>Compare the two words and go on to signing in.</source>
        <translation>Die beiden Wörter vergleichen und weiter zur Anmeldung.</translation>
    </message>
    <message>
        <source>Compare what the contract permits for this patient.</source>
        <translation>Vergleichen, was der Vertrag in diesem Fall zulässt.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleich läuft…</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copied as plain text.</source>
        <translation>Als reiner Text kopiert.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
    <message>
        <source>Copy the code and the place, without any patient's data.</source>
        <translation>Code und Stelle kopieren, ohne Patientendaten.</translation>
    </message>
    <message>
        <source>Copy the fingerprint without its gaps, as a policy holds it.</source>
        <translation>Den Fingerabdruck ohne Zwischenräume kopieren, wie ihn eine Richtlinie enthält.</translation>
    </message>
    <message>
        <source>Copy this answer as plain text.</source>
        <translation>Diese Antwort als reinen Text kopieren.</translation>
    </message>
    <message>
        <source>Copy {address}.</source>
        <translation>{address} kopieren.</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Cover the words and be asked for two.</source>
        <translation>Die Wörter verdecken und nach zweien gefragt werden.</translation>
    </message>
    <message>
        <source>Cover what is typed.</source>
        <translation>Verdecken, was eingegeben wird.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Do not stop.</source>
        <translation>Nicht abbrechen.</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Drift</translation>
    </message>
    <message>
        <source>Drop a file of cases here</source>
        <translation>Datei mit Fällen hier ablegen</translation>
    </message>
    <message>
        <source>Each row in the audit log, beside the one record of the batch.</source>
        <translation>Jede Zeile im Protokoll, neben dem einen Eintrag für den Stapel.</translation>
    </message>
    <message>
        <source>Edit the case</source>
        <translation>Fall ändern</translation>
    </message>
    <message>
        <source>Elsewhere…</source>
        <translation>Anderer Ort…</translation>
    </message>
    <message>
        <source>Empty the form; can be undone.</source>
        <translation>Formular leeren; lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>Modellentwicklung</translation>
    </message>
    <message>
        <source>Enter a case on the page Predict first.</source>
        <translation>Geben Sie zuerst auf der Seite „Vorhersagen“ einen Fall ein.</translation>
    </message>
    <message>
        <source>Enter a case on the page Predict, choose what varies, and press Compare. The options come sorted, grouped by what the model can tell apart.</source>
        <translation>Geben Sie auf der Seite „Vorhersagen“ einen Fall ein, wählen Sie, was variiert, und danach „Vergleichen“. Die Optionen erscheinen sortiert, gruppiert nach dem, was das Modell unterscheiden kann.</translation>
    </message>
    <message>
        <source>Enter a case on the page Predict; each answer is listed here until you sign out.</source>
        <translation>Geben Sie auf der Seite „Vorhersagen“ einen Fall ein; jede Antwort steht hier, bis Sie sich abmelden.</translation>
    </message>
    <message>
        <source>Enter reopens the chosen answer, Delete voids it.</source>
        <translation>Die Eingabetaste öffnet die gewählte Antwort wieder, Entf erklärt sie für ungültig.</translation>
    </message>
    <message>
        <source>Enter the case on the left and press Predict. The score comes with the interval that it lies in, what moved it, and how far to trust it.</source>
        <translation>Geben Sie links den Fall ein, und wählen Sie „Vorhersagen“. Zum Punktwert erfahren Sie, in welchem Bereich er liegt, was ihn bewegt hat und wie weit ihm zu trauen ist.</translation>
    </message>
    <message>
        <source>Enter your name.</source>
        <translation>Geben Sie Ihren Namen ein.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Geben Sie Ihr Kennwort ein.</translation>
    </message>
    <message>
        <source>Enter {range}</source>
        <translation>Bitte {range}</translation>
    </message>
    <message>
        <source>Enters cases and reads the answers.</source>
        <translation>Gibt Fälle ein und liest die Antworten.</translation>
    </message>
    <message>
        <source>Every row of a file is answered as a single case would be; the answers appear as a file of their own once they are recorded.</source>
        <translation>Jede Zeile einer Datei wird wie ein einzelner Fall beantwortet; die Antworten erscheinen als eigene Datei, sobald sie protokolliert sind.</translation>
    </message>
    <message>
        <source>Expected score: {outcome}</source>
        <translation>Erwarteter Punktwert: {outcome}</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Modellart</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Figures for the site's own monitoring, such as Prometheus. They are served on this machine alone, to nobody on the network.</source>
        <translation>Kennzahlen für die Überwachung durch den Standort, etwa mit Prometheus. Sie sind nur auf diesem Rechner abrufbar, nie im Netz.</translation>
    </message>
    <message>
        <source>Fingerprint of the site's root</source>
        <translation>Fingerabdruck des Stammschlüssels</translation>
    </message>
    <message>
        <source>First people</source>
        <translation>Erste Personen</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Passt</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>For a password, use four or more uncommon words that have nothing to do with each other. Leave a role empty that nobody has yet.</source>
        <translation>Als Kennwort eignen sich mindestens vier seltene Wörter ohne Bezug zueinander. Unbesetzte Rollen bleiben leer.</translation>
    </message>
    <message>
        <source>For cases like this one</source>
        <translation>Bei Fällen wie diesem</translation>
    </message>
    <message>
        <source>For example: wrong patient</source>
        <translation>Zum Beispiel: falsche Person</translation>
    </message>
    <message>
        <source>Give the site a name.</source>
        <translation>Geben Sie dem Standort einen Namen.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on to another file.</source>
        <translation>Weiter zu einer anderen Datei.</translation>
    </message>
    <message>
        <source>Go to the form on the page Predict.</source>
        <translation>Zum Formular auf der Seite „Vorhersagen“.</translation>
    </message>
    <message>
        <source>Gradient-boosted trees</source>
        <translation>Gradient-Boosting mit Bäumen</translation>
    </message>
    <message>
        <source>Group {number}</source>
        <translation>Gruppe {number}</translation>
    </message>
    <message>
        <source>Group {number}: {count} options, none told apart from another</source>
        <translation>Gruppe {number}: {count} Optionen, untereinander nicht unterscheidbar</translation>
    </message>
    <message>
        <source>Groups of this case, held out from training: where ranges held least often and where the error was largest. The bounds hold for all {count} groups at once.</source>
        <translation>Gruppen dieses Falls, vom Training zurückgehalten: wo Bereiche am seltensten zutrafen und wo der Fehler am größten war. Die Grenzen gelten für alle {count} Gruppen zugleich.</translation>
    </message>
    <message>
        <source>Handed to the printer.</source>
        <translation>An den Drucker übergeben.</translation>
    </message>
    <message>
        <source>Have a case answered.</source>
        <translation>Einen Fall beantworten lassen.</translation>
    </message>
    <message>
        <source>Have a case's options compared.</source>
        <translation>Die Optionen eines Falls vergleichen lassen.</translation>
    </message>
    <message>
        <source>Have a file of cases answered.</source>
        <translation>Eine Datei mit Fällen beantworten lassen.</translation>
    </message>
    <message>
        <source>Hide everything until you enter your password.</source>
        <translation>Alles verbergen, bis Sie Ihr Kennwort eingeben.</translation>
    </message>
    <message>
        <source>Hide passwords</source>
        <translation>Kennwörter verbergen</translation>
    </message>
    <message>
        <source>Holds {character}: type it anew</source>
        <translation>Enthält {character}: bitte neu eingeben</translation>
    </message>
    <message>
        <source>How far back the cases are looked at.</source>
        <translation>Wie weit zurück die Fälle betrachtet werden.</translation>
    </message>
    <message>
        <source>How far the cases of late have moved from those that the model was trained on, by the population stability index less what chance adds.</source>
        <translation>Wie weit sich die jüngsten Fälle von denen des Trainings entfernt haben, nach dem Populationsstabilitätsindex abzüglich des Zufallsanteils.</translation>
    </message>
    <message>
        <source>How far the inputs and scores of late have moved from those of training.</source>
        <translation>Wie weit sich Angaben und Punktwerte vom Training entfernt haben.</translation>
    </message>
    <message>
        <source>How far to trust it</source>
        <translation>Verlässlichkeit</translation>
    </message>
    <message>
        <source>How many cases were answered, and how long it took.</source>
        <translation>Wie viele Fälle beantwortet wurden und wie lange es dauerte.</translation>
    </message>
    <message>
        <source>How many records the log holds, and the beginning of its root.</source>
        <translation>Wie viele Einträge das Protokoll hat und der Anfang seiner Wurzel.</translation>
    </message>
    <message>
        <source>How many were refused, and by which rule.</source>
        <translation>Wie viele abgelehnt wurden und nach welcher Regel.</translation>
    </message>
    <message>
        <source>How often ranges hold for such cases could not be measured.</source>
        <translation>Wie oft Bereiche bei solchen Fällen zutreffen, ließ sich nicht messen.</translation>
    </message>
    <message>
        <source>How the metrics stand is being found out.</source>
        <translation>Der Stand der Metriken wird ermittelt.</translation>
    </message>
    <message>
        <source>I have written them down</source>
        <translation>Ich habe sie notiert</translation>
    </message>
    <message>
        <source>In points of the outcome; the baseline says the mean of all scores every time.</source>
        <translation>In Punkten der Zielgröße; Vergleich: stets das Mittel aller Punktwerte.</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Angabe</translation>
    </message>
    <message>
        <source>Inputs that the file does not have are unknown in every row.</source>
        <translation>Angaben, die in der Datei fehlen, sind in jeder Zeile unbekannt.</translation>
    </message>
    <message>
        <source>Inside the training data</source>
        <translation>Innerhalb des Trainings</translation>
    </message>
    <message>
        <source>Interval held the observed score</source>
        <translation>Bereich enthielt den beobachteten Punktwert</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>It stands at the door and on every print-out.</source>
        <translation>Er steht bei der Anmeldung und auf jedem Ausdruck.</translation>
    </message>
    <message>
        <source>Its SHA-256</source>
        <translation>Seine SHA-256</translation>
    </message>
    <message>
        <source>Kept off by policy</source>
        <translation>Laut Richtlinie aus</translation>
    </message>
    <message>
        <source>Keys are made for everybody.</source>
        <translation>Für alle Personen werden Schlüssel erzeugt.</translation>
    </message>
    <message>
        <source>Leave the answer as it is.</source>
        <translation>Die Antwort lassen, wie sie ist.</translation>
    </message>
    <message>
        <source>Let the file be answered to its end.</source>
        <translation>Die Datei bis zum Ende beantworten lassen.</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Line {line:,} of the file</source>
        <translation>Zeile {line:,} der Datei</translation>
    </message>
    <message>
        <source>Listed in {name}, with row, column and rule.</source>
        <translation>Aufgeführt in {name}, mit Zeile, Spalte und Regel.</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Log cannot be read</source>
        <translation>Protokoll nicht lesbar</translation>
    </message>
    <message>
        <source>Log does not hold</source>
        <translation>Protokoll ungültig</translation>
    </message>
    <message>
        <source>Log is being verified</source>
        <translation>Protokoll wird geprüft</translation>
    </message>
    <message>
        <source>Log not verified</source>
        <translation>Protokoll nicht geprüft</translation>
    </message>
    <message>
        <source>Log sound, {count} records</source>
        <translation>Protokoll gültig ({count})</translation>
    </message>
    <message>
        <source>Make the site</source>
        <translation>Standort anlegen</translation>
    </message>
    <message>
        <source>Make the site and its first accounts.</source>
        <translation>Den Standort und seine ersten Konten anlegen.</translation>
    </message>
    <message>
        <source>Makes accounts and runs the site; reads no patient's data.</source>
        <translation>Legt Konten an, führt den Standort; liest keine Patientendaten.</translation>
    </message>
    <message>
        <source>Making the site…</source>
        <translation>Standort wird angelegt…</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Mittlerer absoluter Fehler</translation>
    </message>
    <message>
        <source>Mean and variance of at least five cases.</source>
        <translation>Mittelwert und Varianz von mindestens fünf Fällen.</translation>
    </message>
    <message>
        <source>Mean of all scores</source>
        <translation>Mittel aller Punktwerte</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Model is being loaded</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>Model refused</source>
        <translation>Modell abgelehnt</translation>
    </message>
    <message>
        <source>Model {version} not for care</source>
        <translation>Modell {version} nicht für die Versorgung</translation>
    </message>
    <message>
        <source>Model {version} not validated</source>
        <translation>Modell {version} nicht validiert</translation>
    </message>
    <message>
        <source>Model {version} validated</source>
        <translation>Modell {version} validiert</translation>
    </message>
    <message>
        <source>Model {version}, {standing} · Receipt {receipt}, {at}</source>
        <translation>Modell {version}, {standing} · Beleg {receipt}, {at}</translation>
    </message>
    <message>
        <source>Model {version}. {statement}</source>
        <translation>Modell {version}. {statement}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the site</source>
        <translation>Name des Standorts</translation>
    </message>
    <message>
        <source>Name them, or empty the password.</source>
        <translation>Geben Sie einen Namen ein, oder leeren Sie das Kennwort.</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>No active model</source>
        <translation>Kein aktives Modell</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Ohne Antwort</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>Noch keine Antworten</translation>
    </message>
    <message>
        <source>No case can be answered here: the model was refused.</source>
        <translation>Hier ist kein Fall zu beantworten: Das Modell wurde abgelehnt.</translation>
    </message>
    <message>
        <source>No case is stored in clear on this workstation</source>
        <translation>Auf diesem Arbeitsplatz wird kein Fall im Klartext gespeichert</translation>
    </message>
    <message>
        <source>No model answers cases at this site yet.</source>
        <translation>An diesem Standort beantwortet noch kein Modell Fälle.</translation>
    </message>
    <message>
        <source>No row rejected</source>
        <translation>Keine Zeile abgelehnt</translation>
    </message>
    <message>
        <source>No thousands marks</source>
        <translation>Ohne Tausenderpunkte</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Keine Zahl</translation>
    </message>
    <message>
        <source>Not enough cases yet ({count} of {least}).</source>
        <translation>Noch nicht genügend Fälle ({count} von {least}).</translation>
    </message>
    <message>
        <source>Not given for {condition}</source>
        <translation>Nicht vorgesehen bei {condition}</translation>
    </message>
    <message>
        <source>Not in the file</source>
        <translation>Nicht in der Datei</translation>
    </message>
    <message>
        <source>Not in the list</source>
        <translation>Nicht in der Liste</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>Not ranked</source>
        <translation>Ohne Rang</translation>
    </message>
    <message>
        <source>Not ranked, so told apart from none.</source>
        <translation>Ohne Rang, daher von keiner unterscheidbar.</translation>
    </message>
    <message>
        <source>Not served</source>
        <translation>Nicht abrufbar</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Nothing compared yet</source>
        <translation>Noch kein Vergleich</translation>
    </message>
    <message>
        <source>Nothing listens. Switch them on for the site's own monitoring.</source>
        <translation>Nichts ist abrufbar. Schalten Sie die Metriken für die Überwachung durch den Standort ein.</translation>
    </message>
    <message>
        <source>Nothing was lost. Try again; if it stays so, copy the details for support.</source>
        <translation>Es ging nichts verloren. Versuchen Sie es erneut; bleibt es dabei, kopieren Sie die Einzelheiten für den Support.</translation>
    </message>
    <message>
        <source>Of fewer, chance alone would look like drift.</source>
        <translation>Bei weniger Fällen sähe schon der Zufall wie Drift aus.</translation>
    </message>
    <message>
        <source>Of the first {rows:,} rows, {rejected:,} would have no answer.</source>
        <translation>Ohne Antwort unter den ersten {rows:,} Zeilen: {rejected:,}.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>On rows that it had not seen</source>
        <translation>An nicht im Training verwendeten Zeilen</translation>
    </message>
    <message>
        <source>One case, one answer, written to the log before it is shown.</source>
        <translation>Ein Fall, eine Antwort, im Protokoll festgehalten, bevor sie angezeigt wird.</translation>
    </message>
    <message>
        <source>One similar case was used in training.</source>
        <translation>Im Training gab es einen ähnlichen Fall.</translation>
    </message>
    <message>
        <source>Only spaces</source>
        <translation>Nur Leerzeichen</translation>
    </message>
    <message>
        <source>Only {range}</source>
        <translation>Nur {range}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open the folder in which the answers lie.</source>
        <translation>Den Ordner öffnen, in dem die Antworten liegen.</translation>
    </message>
    <message>
        <source>Open the list of the rows without an answer.</source>
        <translation>Die Liste der Zeilen ohne Antwort öffnen.</translation>
    </message>
    <message>
        <source>Open the rejects</source>
        <translation>Abgelehnte öffnen</translation>
    </message>
    <message>
        <source>Open your workplace.</source>
        <translation>Öffnen Sie Ihren Arbeitsplatz.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Outside the training data</source>
        <translation>Außerhalb des Trainings</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Seite {page} von {pages}</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Patient reference</source>
        <translation>Patientenkennung</translation>
    </message>
    <message>
        <source>Pin it in the policy of every machine, so that no other site is taken for it.</source>
        <translation>Legen Sie ihn in der Richtlinie jedes Rechners fest, damit kein anderer Standort für diesen gehalten wird.</translation>
    </message>
    <message>
        <source>Pin the site's root in this machine's policy, so that no other site is taken for it.</source>
        <translation>Legen Sie den Stammschlüssel in der Richtlinie dieses Rechners fest, damit kein anderer Standort für diesen gehalten wird.</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Predicts how much a treatment is likely to help.</source>
        <translation>Sagt vorher, wie viel eine Behandlung voraussichtlich hilft.</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Print this answer with its receipt.</source>
        <translation>Diese Antwort mit ihrem Beleg drucken.</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Random forest</source>
        <translation>Random Forest</translation>
    </message>
    <message>
        <source>Ranges held in {held} of {rows} cases at the rim ({share} %).</source>
        <translation>Am Rand trafen Bereiche in {held} von {rows} Fällen zu ({share} %).</translation>
    </message>
    <message>
        <source>Ranges held in {held} of {rows} cases beyond a range that was cut from training as a test ({share} %).</source>
        <translation>Jenseits eines zur Probe verkürzten Trainingsbereichs trafen Bereiche in {held} von {rows} Fällen zu ({share} %).</translation>
    </message>
    <message>
        <source>Ranges held in {held} of {rows} cases outside ({share} %).</source>
        <translation>Außerhalb trafen Bereiche in {held} von {rows} Fällen zu ({share} %).</translation>
    </message>
    <message>
        <source>Ranges held in {held} of {rows} cases whose combination was kept from training as a test ({share} %).</source>
        <translation>Bei Kombinationen, die dem Training zur Probe vorenthalten wurden, trafen Bereiche in {held} von {rows} Fällen zu ({share} %).</translation>
    </message>
    <message>
        <source>Reads and verifies the log.</source>
        <translation>Liest und prüft das Protokoll.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Receipt {receipt}, {at}</source>
        <translation>Beleg {receipt}, {at}</translation>
    </message>
    <message>
        <source>Record that it shall not count.</source>
        <translation>Protokollieren, dass sie nicht gelten soll.</translation>
    </message>
    <message>
        <source>Record that this answer shall not count, with a reason.</source>
        <translation>Mit Begründung protokollieren, dass diese Antwort nicht gelten soll.</translation>
    </message>
    <message>
        <source>Recorded, then written. The files say what yours says of patients: keep them as safe.</source>
        <translation>Protokolliert, dann geschrieben. Die Dateien sagen über Behandelte, was auch Ihre Datei sagt: Schützen Sie sie ebenso.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Records of the audit log.</source>
        <translation>Einträge des Protokolls.</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>Wiederherstellungswörter</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Nicht bestanden</translation>
    </message>
    <message>
        <source>Rejects</source>
        <translation>Abgelehnte</translation>
    </message>
    <message>
        <source>Release gates</source>
        <translation>Freigabeprüfungen</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Ridge regression</source>
        <translation>Ridge-Regression</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>Wurzel</translation>
    </message>
    <message>
        <source>Root not pinned</source>
        <translation>Stammschlüssel nicht festgelegt</translation>
    </message>
    <message>
        <source>Root pinned</source>
        <translation>Stammschlüssel festgelegt</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows that are done</source>
        <translation>Erledigte Zeilen</translation>
    </message>
    <message>
        <source>Rows without an answer</source>
        <translation>Zeilen ohne Antwort</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of its manifest</source>
        <translation>SHA-256 seines Manifests</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the recovery words</source>
        <translation>Wiederherstellungswörter speichern</translation>
    </message>
    <message>
        <source>Save this answer as a PDF</source>
        <translation>Diese Antwort als PDF speichern</translation>
    </message>
    <message>
        <source>Save this answer as a PDF.</source>
        <translation>Diese Antwort als PDF speichern.</translation>
    </message>
    <message>
        <source>Save to a file…</source>
        <translation>In Datei speichern…</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gespeichert als {name}.</translation>
    </message>
    <message>
        <source>Say why this answer shall not count.</source>
        <translation>Geben Sie an, warum diese Antwort nicht gelten soll.</translation>
    </message>
    <message>
        <source>Scale from {bottom} to {top}: score {score}, interval {low} to {high}</source>
        <translation>Skala von {bottom} bis {top}: Punktwert {score}, Bereich {low} bis {high}</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>Score and interval</source>
        <translation>Punktwert, Bereich</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>Abrufbar</translation>
    </message>
    <message>
        <source>Set it for this site; the audit log records it.</source>
        <translation>Für diesen Standort festlegen; das Protokoll hält es fest.</translation>
    </message>
    <message>
        <source>Set up a site</source>
        <translation>Standort einrichten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Share explained (R²)</source>
        <translation>Erklärter Anteil (R²)</translation>
    </message>
    <message>
        <source>Show passwords</source>
        <translation>Kennwörter anzeigen</translation>
    </message>
    <message>
        <source>Show the words again</source>
        <translation>Wörter wieder anzeigen</translation>
    </message>
    <message>
        <source>Show this answer again, with its case.</source>
        <translation>Diese Antwort mit ihrem Fall wieder anzeigen.</translation>
    </message>
    <message>
        <source>Show what is typed, when nobody looks over a shoulder.</source>
        <translation>Anzeigen, was eingegeben wird, wenn niemand mitliest.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign in as another person; what was entered is lost then.</source>
        <translation>Als andere Person anmelden; was eingegeben wurde, geht dann verloren.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Andere Person</translation>
    </message>
    <message>
        <source>Something went wrong that Wardcast does not know.</source>
        <translation>Es ist ein Fehler aufgetreten, den Wardcast nicht kennt.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Stay here, where the words are.</source>
        <translation>Hier bleiben, bei den Wörtern.</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>Stabil</translation>
    </message>
    <message>
        <source>Step 1 of 2</source>
        <translation>Schritt 1 von 2</translation>
    </message>
    <message>
        <source>Step 2 of 2</source>
        <translation>Schritt 2 von 2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>Abbrechen und schließen</translation>
    </message>
    <message>
        <source>Stop it and sign in</source>
        <translation>Abbrechen und anmelden</translation>
    </message>
    <message>
        <source>Stop it and sign out</source>
        <translation>Abbrechen und abmelden</translation>
    </message>
    <message>
        <source>Stop the file: none of its answers is written.</source>
        <translation>Die Datei abbrechen: Keine ihrer Antworten wird geschrieben.</translation>
    </message>
    <message>
        <source>Stop verifying; nothing is changed by it.</source>
        <translation>Die Prüfung abbrechen; dadurch ändert sich nichts.</translation>
    </message>
    <message>
        <source>Stop, and leave no file; the log keeps that it was stopped.</source>
        <translation>Abbrechen, ohne eine Datei zu hinterlassen; der Abbruch bleibt im Protokoll.</translation>
    </message>
    <message>
        <source>Stop? Nothing of what is done would be kept. Press Esc again to stop.</source>
        <translation>Abbrechen? Vom Erledigten bliebe nichts erhalten. Zum Abbrechen noch einmal Esc drücken.</translation>
    </message>
    <message>
        <source>Stopped: no file was written.</source>
        <translation>Abgebrochen: Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Submitted by {name}, {at}</source>
        <translation>Eingereicht von {name}, {at}</translation>
    </message>
    <message>
        <source>Such a case was not tested. The worst that was tested: {told}</source>
        <translation>Ein solcher Fall wurde nicht geprüft. Das Ungünstigste, was geprüft wurde: {told}</translation>
    </message>
    <message>
        <source>Supports research and quality analysis. Gives no diagnosis and recommends no treatment.</source>
        <translation>Dient der Forschung und der Qualitätsanalyse. Stellt keine Diagnose und empfiehlt keine Behandlung.</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Take this message away.</source>
        <translation>Diese Meldung ausblenden.</translation>
    </message>
    <message>
        <source>Take this window away.</source>
        <translation>Dieses Fenster schließen.</translation>
    </message>
    <message>
        <source>Tell an engineer of this site; the page Status says what to do. The reason: {reason}</source>
        <translation>Wenden Sie sich an die Modellentwicklung des Standorts; die Seite „Status“ nennt, was zu tun ist. Der Grund: {reason}</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>Textdateien (*.txt)</translation>
    </message>
    <message>
        <source>The answer did not leave: the window was locked meanwhile.</source>
        <translation>Die Antwort wurde nicht ausgegeben: Das Fenster wurde inzwischen gesperrt.</translation>
    </message>
    <message>
        <source>The answer stays in the log; that it shall not count is recorded with your reason.</source>
        <translation>Die Antwort bleibt im Protokoll; dass sie nicht gelten soll, wird mit Ihrer Begründung protokolliert.</translation>
    </message>
    <message>
        <source>The answers since you signed in.</source>
        <translation>Die Antworten seit Ihrer Anmeldung.</translation>
    </message>
    <message>
        <source>The chosen option</source>
        <translation>Gewählte Option</translation>
    </message>
    <message>
        <source>The counts are being read.</source>
        <translation>Die Zählungen werden gelesen.</translation>
    </message>
    <message>
        <source>The file is being read…</source>
        <translation>Die Datei wird gelesen…</translation>
    </message>
    <message>
        <source>The files appear together when every row is done and recorded, or not at all.</source>
        <translation>Die Dateien erscheinen gemeinsam, wenn jede Zeile erledigt und protokolliert ist, oder gar nicht.</translation>
    </message>
    <message>
        <source>The first rows are being read.</source>
        <translation>Die ersten Zeilen werden gelesen.</translation>
    </message>
    <message>
        <source>The first {count:,} reasons; all of them are in the file.</source>
        <translation>Die ersten {count:,} Gründe; alle stehen in der Datei.</translation>
    </message>
    <message>
        <source>The first {rows:,} rows fit.</source>
        <translation>Die ersten {rows:,} Zeilen passen.</translation>
    </message>
    <message>
        <source>The form has changed meanwhile: the answer to the case before is in This sitting.</source>
        <translation>Das Formular wurde inzwischen geändert: Die Antwort zum vorherigen Fall steht unter „Diese Sitzung“.</translation>
    </message>
    <message>
        <source>The form has changed: this answer belongs to the case before.</source>
        <translation>Das Formular wurde geändert: Diese Antwort gehört zum vorherigen Fall.</translation>
    </message>
    <message>
        <source>The form was emptied.</source>
        <translation>Das Formular wurde geleert.</translation>
    </message>
    <message>
        <source>The log does not hold; found first: {reason}. Tell an auditor.</source>
        <translation>Das Protokoll ist ungültig; zuerst gefunden: {reason}. Wenden Sie sich an die Revision.</translation>
    </message>
    <message>
        <source>The log was not verified since this window was opened.</source>
        <translation>Seit dem Öffnen dieses Fensters wurde das Protokoll nicht geprüft.</translation>
    </message>
    <message>
        <source>The model is being verified and loaded.</source>
        <translation>Das Modell wird geprüft und geladen.</translation>
    </message>
    <message>
        <source>The model that answers here, the log, and this site.</source>
        <translation>Das Modell, das hier antwortet, das Protokoll und dieser Standort.</translation>
    </message>
    <message>
        <source>The model, the log, this site.</source>
        <translation>Modell, Protokoll und Standort.</translation>
    </message>
    <message>
        <source>The name of your account at this site.</source>
        <translation>Der Name Ihres Kontos an diesem Standort.</translation>
    </message>
    <message>
        <source>The password of your account; it is stored nowhere.</source>
        <translation>Das Kennwort Ihres Kontos; es wird nirgends gespeichert.</translation>
    </message>
    <message>
        <source>The recovery words are not confirmed</source>
        <translation>Wiederherstellungswörter nicht bestätigt</translation>
    </message>
    <message>
        <source>The same patient under the options that the contract permits.</source>
        <translation>Derselbe Fall unter den Optionen, die der Vertrag zulässt.</translation>
    </message>
    <message>
        <source>The score was held at the end of the scale.</source>
        <translation>Der Punktwert wurde auf das Ende der Skala begrenzt.</translation>
    </message>
    <message>
        <source>The settings are stored.</source>
        <translation>Die Einstellungen sind gespeichert.</translation>
    </message>
    <message>
        <source>The site is being made</source>
        <translation>Der Standort wird angelegt</translation>
    </message>
    <message>
        <source>The window is made with Qt and Qt for Python, which are under the GNU Lesser General Public License, version 3. Their libraries lie beside the program as files of their own and may be replaced by other builds of them.</source>
        <translation>Das Fenster beruht auf Qt und Qt for Python, die unter der GNU Lesser General Public License, Version 3, stehen. Ihre Bibliotheken liegen als eigene Dateien neben dem Programm und dürfen durch andere Builds ersetzt werden.</translation>
    </message>
    <message>
        <source>The words are in {path}. Take the file off this machine.</source>
        <translation>Die Wörter stehen in {path}. Nehmen Sie die Datei von diesem Rechner.</translation>
    </message>
    <message>
        <source>There is no site in {folder} yet. Name it and the people who begin; an administrator can add others later.</source>
        <translation>In {folder} gibt es noch keinen Standort. Geben Sie seinen Namen und die ersten Personen an; die Administration kann später weitere anlegen.</translation>
    </message>
    <message>
        <source>They are shown only once and kept nowhere. Without them nobody can bring the site back when its passwords are lost.</source>
        <translation>Sie werden nur einmal angezeigt und nirgends aufbewahrt. Ohne sie kann niemand den Standort wiederherstellen, wenn seine Kennwörter verloren sind.</translation>
    </message>
    <message>
        <source>They can be read on this machine while this window is open.</source>
        <translation>Auf diesem Rechner abrufbar, solange dieses Fenster geöffnet ist.</translation>
    </message>
    <message>
        <source>This answer was voided and does not count.</source>
        <translation>Diese Antwort wurde für ungültig erklärt und gilt nicht.</translation>
    </message>
    <message>
        <source>This answer was voided and does not count: {reason}</source>
        <translation>Diese Antwort wurde für ungültig erklärt und gilt nicht: {reason}</translation>
    </message>
    <message>
        <source>This installation</source>
        <translation>Diese Installation</translation>
    </message>
    <message>
        <source>This is not word {number}.</source>
        <translation>Das ist nicht Wort {number}.</translation>
    </message>
    <message>
        <source>This machine's policy file keeps the metrics off. Whoever manages the machine can permit them there.</source>
        <translation>Die Richtliniendatei dieses Rechners hält die Metriken ausgeschaltet. Wer den Rechner verwaltet, kann sie dort zulassen.</translation>
    </message>
    <message>
        <source>This machine's policy says which root is the site's.</source>
        <translation>Die Richtlinie dieses Rechners legt den Stammschlüssel des Standorts fest.</translation>
    </message>
    <message>
        <source>This model cannot say what moved its score.</source>
        <translation>Dieses Modell kann nicht angeben, was seinen Punktwert bewegt hat.</translation>
    </message>
    <message>
        <source>This model is not validated: do not use its answers for care.</source>
        <translation>Dieses Modell ist nicht validiert: Verwenden Sie seine Antworten nicht für die Versorgung.</translation>
    </message>
    <message>
        <source>This page shows it as soon as it is there.</source>
        <translation>Diese Seite zeigt es, sobald es bereit ist.</translation>
    </message>
    <message>
        <source>This site is for trying out, never for care.</source>
        <translation>Dieser Standort ist zum Ausprobieren, nie für die Versorgung.</translation>
    </message>
    <message>
        <source>This sitting</source>
        <translation>Diese Sitzung</translation>
    </message>
    <message>
        <source>This stops it: no file is written, and the log keeps that it was stopped.</source>
        <translation>Das bricht sie ab: Keine Datei wird geschrieben, und der Abbruch wird protokolliert.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>Zu bestätigen</translation>
    </message>
    <message>
        <source>To be corrected on the page Predict: {fields}.</source>
        <translation>Auf der Seite „Vorhersagen“ zu berichtigen: {fields}.</translation>
    </message>
    <message>
        <source>Told apart from {lower} lower and {higher} higher options; not told apart from {same}.</source>
        <translation>Unterscheidbar von {lower} niedrigeren und {higher} höheren Optionen; nicht unterscheidbar von {same}.</translation>
    </message>
    <message>
        <source>Too few</source>
        <translation>Zu wenige</translation>
    </message>
    <message>
        <source>Trained on synthetic data: this model's answers are not for care.</source>
        <translation>Mit synthetischen Daten trainiert: Die Antworten sind nicht für die Versorgung bestimmt.</translation>
    </message>
    <message>
        <source>Trains models and submits them.</source>
        <translation>Trainiert Modelle und reicht sie ein.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try again to serve the metrics.</source>
        <translation>Erneut versuchen, die Metriken abrufbar zu machen.</translation>
    </message>
    <message>
        <source>Two people cannot have the same name.</source>
        <translation>Zwei Personen können nicht denselben Namen haben.</translation>
    </message>
    <message>
        <source>Type or choose</source>
        <translation>Eingeben oder auswählen</translation>
    </message>
    <message>
        <source>Typical error (RMSE)</source>
        <translation>Typischer Fehler (RMSE)</translation>
    </message>
    <message>
        <source>Uncover the words.</source>
        <translation>Die Wörter aufdecken.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Use at most 80 characters that can be seen.</source>
        <translation>Verwenden Sie höchstens 80 sichtbare Zeichen.</translation>
    </message>
    <message>
        <source>VOID</source>
        <translation>UNGÜLTIG</translation>
    </message>
    <message>
        <source>VOID: this answer was voided and does not count.</source>
        <translation>UNGÜLTIG: Diese Antwort wurde für ungültig erklärt und gilt nicht.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Verify every record and every checkpoint of the log.</source>
        <translation>Jeden Eintrag und jeden Prüfpunkt des Protokolls prüfen.</translation>
    </message>
    <message>
        <source>Verify everything</source>
        <translation>Alles prüfen</translation>
    </message>
    <message>
        <source>Verifying the log</source>
        <translation>Protokoll wird geprüft</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Version, licences and libraries; arrows scroll it.</source>
        <translation>Version, Lizenzen und Bibliotheken; mit den Pfeiltasten blättern.</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Void answer {receipt}</source>
        <translation>Antwort {receipt} für ungültig erklären</translation>
    </message>
    <message>
        <source>Void the answer</source>
        <translation>Antwort für ungültig erklären</translation>
    </message>
    <message>
        <source>Void, because: {reason}</source>
        <translation>Ungültig, weil: {reason}</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>Für ungültig erklären…</translation>
    </message>
    <message>
        <source>Wait until its recovery words are shown; they are shown only once.</source>
        <translation>Warten Sie, bis seine Wiederherstellungswörter angezeigt werden; sie werden nur einmal angezeigt.</translation>
    </message>
    <message>
        <source>Wardcast answer {receipt}</source>
        <translation>Wardcast-Antwort {receipt}</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>What can be read there</source>
        <translation>Was dort abrufbar ist</translation>
    </message>
    <message>
        <source>What can never be read there</source>
        <translation>Was dort nie abrufbar ist</translation>
    </message>
    <message>
        <source>What is set for the whole site; every change is recorded in the audit log.</source>
        <translation>Was für den ganzen Standort gilt; jede Änderung wird protokolliert.</translation>
    </message>
    <message>
        <source>What is ticked goes through its values; the rest is held as entered.</source>
        <translation>Was angekreuzt ist, durchläuft seine Werte; der Rest bleibt wie eingegeben.</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>What moved the score</source>
        <translation>Was den Punktwert bewegt hat</translation>
    </message>
    <message>
        <source>What this answer can be proved by, and what it is not.</source>
        <translation>Womit sich diese Antwort belegen lässt und was sie nicht ist.</translation>
    </message>
    <message>
        <source>What this comparison can be proved by, and what it is not.</source>
        <translation>Womit sich dieser Vergleich belegen lässt und was er nicht ist.</translation>
    </message>
    <message>
        <source>What varies</source>
        <translation>Was variiert</translation>
    </message>
    <message>
        <source>What was entered is kept where it fits the new form.</source>
        <translation>Eingegebenes bleibt erhalten, wo es in das neue Formular passt.</translation>
    </message>
    <message>
        <source>What you were answered since you signed in; it is forgotten when you sign out.</source>
        <translation>Ihre Antworten seit der Anmeldung; beim Abmelden werden sie vergessen.</translation>
    </message>
    <message>
        <source>When you go on, the words are covered and two of them are asked for.</source>
        <translation>Wenn Sie fortfahren, werden die Wörter verdeckt, und zwei davon werden abgefragt.</translation>
    </message>
    <message>
        <source>Where on this machine; another program must not use it.</source>
        <translation>Wo auf diesem Rechner; kein anderes Programm darf ihn verwenden.</translation>
    </message>
    <message>
        <source>Where the answers go</source>
        <translation>Ort der Antworten</translation>
    </message>
    <message>
        <source>Whether Wardcast is ready to answer.</source>
        <translation>Ob Wardcast bereit ist zu antworten.</translation>
    </message>
    <message>
        <source>Whether and where this site's metrics are served.</source>
        <translation>Ob und wo die Metriken dieses Standorts abrufbar sind.</translation>
    </message>
    <message>
        <source>Whether it varies; else it is held.</source>
        <translation>Ob die Angabe variiert; sonst bleibt sie wie eingegeben.</translation>
    </message>
    <message>
        <source>Whether the figures are served while this window is open.</source>
        <translation>Ob die Kennzahlen abrufbar sind, solange dieses Fenster geöffnet ist.</translation>
    </message>
    <message>
        <source>Which heading of the file stands for which of the model's inputs.</source>
        <translation>Welche Überschrift der Datei für welche Eingabe des Modells steht.</translation>
    </message>
    <message>
        <source>Which model answers, its hash and its standing.</source>
        <translation>Welches Modell antwortet, sein Hash und sein Stand.</translation>
    </message>
    <message>
        <source>Who asked: no names, no accounts.</source>
        <translation>Wer gefragt hat: keine Namen, keine Konten.</translation>
    </message>
    <message>
        <source>Who is signed in. Opens a menu to sign out.</source>
        <translation>Wer angemeldet ist. Öffnet ein Menü zum Abmelden.</translation>
    </message>
    <message>
        <source>Whole numbers only</source>
        <translation>Nur ganze Zahlen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Width of the interval</source>
        <translation>Breite des Bereichs</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>With these words the site comes back when its passwords are lost, and the log can be read. They are shown only now and kept nowhere: write them down, in this order, and keep them off this machine.</source>
        <translation>Mit diesen Wörtern lässt sich der Standort wiederherstellen, wenn Kennwörter verloren sind, und das Protokoll lesen. Sie werden nur jetzt angezeigt und nirgends aufbewahrt: Notieren Sie sie der Reihe nach, und verwahren Sie sie nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Word {number}</source>
        <translation>Wort {number}</translation>
    </message>
    <message>
        <source>Write the recovery words down</source>
        <translation>Wiederherstellungswörter notieren</translation>
    </message>
    <message>
        <source>Write the words into a file that only you may read, as on a stick.</source>
        <translation>Die Wörter in eine Datei schreiben, die nur Sie lesen dürfen, etwa auf einem USB-Stick.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>about {minutes} minutes left</source>
        <translation>noch etwa {minutes} Minuten</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>noch etwa {seconds} s</translation>
    </message>
    <message>
        <source>as entered</source>
        <translation>wie eingegeben</translation>
    </message>
    <message>
        <source>as entered in part</source>
        <translation>teils wie eingegeben</translation>
    </message>
    <message>
        <source>at the rim of training</source>
        <translation>am Rand</translation>
    </message>
    <message>
        <source>from a typical patient, {score}</source>
        <translation>ausgehend von einem typischen Fall, {score}</translation>
    </message>
    <message>
        <source>its licence is among its files</source>
        <translation>Lizenz liegt bei den Dateien</translation>
    </message>
    <message>
        <source>known only after it began</source>
        <translation>erst nach Beginn bekannt</translation>
    </message>
    <message>
        <source>known only after treatment began</source>
        <translation>erst nach Behandlungsbeginn bekannt</translation>
    </message>
    <message>
        <source>made to hold {percent} % of scores</source>
        <translation>auf {percent} % der Punktwerte ausgelegt</translation>
    </message>
    <message>
        <source>may be left empty</source>
        <translation>darf leer bleiben</translation>
    </message>
    <message>
        <source>mean error {error} ({low} to {high})</source>
        <translation>mittlerer Fehler {error} ({low} bis {high})</translation>
    </message>
    <message>
        <source>none was given</source>
        <translation>keine angegeben</translation>
    </message>
    <message>
        <source>not for {condition}</source>
        <translation>nicht bei {condition}</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>not known: the installation holds no version</source>
        <translation>nicht bekannt: Die Installation enthält keine Versionsangabe</translation>
    </message>
    <message>
        <source>not ranked</source>
        <translation>ohne Rang</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>not seen in training</source>
        <translation>im Training nicht vorgekommen</translation>
    </message>
    <message>
        <source>not told apart</source>
        <translation>nicht unterscheidbar</translation>
    </message>
    <message>
        <source>not validated</source>
        <translation>nicht validiert</translation>
    </message>
    <message>
        <source>of {top}</source>
        <translation>von {top}</translation>
    </message>
    <message>
        <source>on {low} to {high}</source>
        <translation>auf {low} bis {high}</translation>
    </message>
    <message>
        <source>outside training, not ranked</source>
        <translation>außerhalb, ohne Rang</translation>
    </message>
    <message>
        <source>ranges held in {held} of {rows} ({share} %)</source>
        <translation>Bereiche trafen in {held} von {rows} zu ({share} %)</translation>
    </message>
    <message>
        <source>required</source>
        <translation>erforderlich</translation>
    </message>
    <message>
        <source>sampled, each standard error below {least}</source>
        <translation>aus Stichproben, jeder Standardfehler unter {least}</translation>
    </message>
    <message>
        <source>sampled, ± one standard error</source>
        <translation>aus Stichproben, ± ein Standardfehler</translation>
    </message>
    <message>
        <source>score {score}, interval {low} to {high}</source>
        <translation>Punktwert {score}, Bereich {low} bis {high}</translation>
    </message>
    <message>
        <source>sealed, never in clear</source>
        <translation>versiegelt, nie im Klartext</translation>
    </message>
    <message>
        <source>strong enough</source>
        <translation>stark genug</translation>
    </message>
    <message>
        <source>the bar of an unknown input is what not knowing it does</source>
        <translation>der Balken einer unbekannten Angabe zeigt, was ihr Fehlen bewirkt</translation>
    </message>
    <message>
        <source>told apart: higher</source>
        <translation>unterscheidbar: höher</translation>
    </message>
    <message>
        <source>told apart: lower</source>
        <translation>unterscheidbar: niedriger</translation>
    </message>
    <message>
        <source>too few cases, not ranked</source>
        <translation>zu wenige Fälle, ohne Rang</translation>
    </message>
    <message>
        <source>unknown in every row</source>
        <translation>in jeder Zeile unbekannt</translation>
    </message>
    <message>
        <source>validated</source>
        <translation>validiert</translation>
    </message>
    <message>
        <source>whole row</source>
        <translation>ganze Zeile</translation>
    </message>
    <message>
        <source>{count:,}</source>
        <translation>{count:,}</translation>
    </message>
    <message>
        <source>{count:,} hold</source>
        <translation>{count:,} gültig</translation>
    </message>
    <message>
        <source>{count} MB</source>
        <translation>{count} MB</translation>
    </message>
    <message>
        <source>{count} kB</source>
        <translation>{count} kB</translation>
    </message>
    <message>
        <source>{count} of {most} characters</source>
        <translation>{count} von {most} Zeichen</translation>
    </message>
    <message>
        <source>{count} similar cases were used in training.</source>
        <translation>Im Training gab es {count} ähnliche Fälle.</translation>
    </message>
    <message>
        <source>{count} values</source>
        <translation>{count} Werte</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} Tage</translation>
    </message>
    <message>
        <source>{fit} of {count} for {what}</source>
        <translation>{fit} von {count} für {what}</translation>
    </message>
    <message>
        <source>{label}: {score}</source>
        <translation>{label}: {score}</translation>
    </message>
    <message>
        <source>{label}: {word}, index {index}, {cases} cases</source>
        <translation>{label}: {word}, Index {index}, {cases} Fälle</translation>
    </message>
    <message>
        <source>{least} to {last}</source>
        <translation>{least} bis {last}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{low}–{high} {unit}</source>
        <translation>{low}–{high} {unit}</translation>
    </message>
    <message>
        <source>{name} is signed in. What was entered is kept behind this lock.</source>
        <translation>{name} ist angemeldet. Was eingegeben wurde, bleibt hinter dieser Sperre erhalten.</translation>
    </message>
    <message>
        <source>{name}: {size}, {columns:,} columns, {encoding}</source>
        <translation>{name}: {size}, {columns:,} Spalten, {encoding}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{rate:,.0f} a second</source>
        <translation>{rate:,.0f} je Sekunde</translation>
    </message>
    <message>
        <source>{rows:,} rows</source>
        <translation>{rows:,} Zeilen</translation>
    </message>
    <message>
        <source>{rows:,} rows answered</source>
        <translation>{rows:,} Zeilen beantwortet</translation>
    </message>
    <message>
        <source>{rows:,} rows without an answer</source>
        <translation>{rows:,} Zeilen ohne Antwort</translation>
    </message>
    <message>
        <source>{rows:,}: {learned:,} learnt from, {calibrated:,} for the interval, {held:,} held out</source>
        <translation>{rows:,}: {learned:,} zum Lernen, {calibrated:,} für den Bereich, {held:,} zurückgehalten</translation>
    </message>
    <message>
        <source>{score} ({low} to {high})</source>
        <translation>{score} ({low} bis {high})</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
    <message>
        <source>{share} % promised</source>
        <translation>{share} % zugesagt</translation>
    </message>
    <message>
        <source>{site}: a site for trying out, never for care.</source>
        <translation>{site}: ein Standort zum Ausprobieren, nie für die Versorgung.</translation>
    </message>
</context>
<context>
    <name>contract</name>
    <message>
        <source>Abdominal pain</source>
        <translation>Bauchschmerzen</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Allergic reaction</source>
        <translation>Allergische Reaktion</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergische Reaktion</translation>
    </message>
    <message>
        <source>Amlodipine</source>
        <translation>Amlodipin</translation>
    </message>
    <message>
        <source>Amoxicillin</source>
        <translation>Amoxicillin</translation>
    </message>
    <message>
        <source>Anxiety</source>
        <translation>Angstzustände</translation>
    </message>
    <message>
        <source>Azithromycin</source>
        <translation>Azithromycin</translation>
    </message>
    <message>
        <source>Back pain</source>
        <translation>Rückenschmerzen</translation>
    </message>
    <message>
        <source>Bacterial infection</source>
        <translation>Bakterielle Infektion</translation>
    </message>
    <message>
        <source>Bupropion</source>
        <translation>Bupropion</translation>
    </message>
    <message>
        <source>Ciprofloxacin</source>
        <translation>Ciprofloxacin</translation>
    </message>
    <message>
        <source>Completed years of life on the day the treatment begins.</source>
        <translation>Vollendete Lebensjahre am Tag des Behandlungsbeginns.</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Erkrankung</translation>
    </message>
    <message>
        <source>Constipation</source>
        <translation>Verstopfung</translation>
    </message>
    <message>
        <source>Cough</source>
        <translation>Husten</translation>
    </message>
    <message>
        <source>Depression</source>
        <translation>Depression</translation>
    </message>
    <message>
        <source>Diabetes</source>
        <translation>Diabetes mellitus</translation>
    </message>
    <message>
        <source>Diabetes mellitus</source>
        <translation>Diabetes mellitus</translation>
    </message>
    <message>
        <source>Diarrhea</source>
        <translation>Durchfall</translation>
    </message>
    <message>
        <source>Diarrhoea</source>
        <translation>Durchfall</translation>
    </message>
    <message>
        <source>Disturbed sleep</source>
        <translation>Gestörter Schlaf</translation>
    </message>
    <message>
        <source>Dizziness</source>
        <translation>Schwindel</translation>
    </message>
    <message>
        <source>Dose</source>
        <translation>Dosis</translation>
    </message>
    <message>
        <source>Drowsiness</source>
        <translation>Benommenheit</translation>
    </message>
    <message>
        <source>Drug</source>
        <translation>Arzneimittel</translation>
    </message>
    <message>
        <source>Dry mouth</source>
        <translation>Mundtrockenheit</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Escitalopram</source>
        <translation>Escitalopram</translation>
    </message>
    <message>
        <source>Exploration of how much a drug treatment is likely to help, for clinical research and quality analysis. It gives no diagnosis and recommends no treatment.</source>
        <translation>Exploration, wie viel eine Arzneimittelbehandlung voraussichtlich hilft, für klinische Forschung und Qualitätsanalyse. Stellt keine Diagnose und empfiehlt keine Behandlung.</translation>
    </message>
    <message>
        <source>Fatigue</source>
        <translation>Erschöpfung</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Weiblich</translation>
    </message>
    <message>
        <source>Glipizide</source>
        <translation>Glipizid</translation>
    </message>
    <message>
        <source>Headache</source>
        <translation>Kopfschmerzen</translation>
    </message>
    <message>
        <source>Heartburn</source>
        <translation>Sodbrennen</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>High blood pressure</source>
        <translation>Bluthochdruck</translation>
    </message>
    <message>
        <source>How long the treatment is meant to last, from the first dose to the last.</source>
        <translation>Wie lange die Behandlung dauern soll, von der ersten bis zur letzten Gabe.</translation>
    </message>
    <message>
        <source>How much better the patient is at the end of the treatment, from 0 (not at all) to 10 (well).</source>
        <translation>Wie viel besser es der behandelten Person am Ende der Behandlung geht, von 0 (gar nicht) bis 10 (gesund).</translation>
    </message>
    <message>
        <source>Hypertension</source>
        <translation>Bluthochdruck</translation>
    </message>
    <message>
        <source>Ibuprofen</source>
        <translation>Ibuprofen</translation>
    </message>
    <message>
        <source>Improvement</source>
        <translation>Besserung</translation>
    </message>
    <message>
        <source>Improvement under treatment (sample)</source>
        <translation>Besserung unter Behandlung (Beispiel)</translation>
    </message>
    <message>
        <source>Infection</source>
        <translation>Bakterielle Infektion</translation>
    </message>
    <message>
        <source>Injection site pain</source>
        <translation>Schmerzen an der Einstichstelle</translation>
    </message>
    <message>
        <source>Insomnia</source>
        <translation>Schlaflosigkeit</translation>
    </message>
    <message>
        <source>Insulin Glargine</source>
        <translation>Insulin glargin</translation>
    </message>
    <message>
        <source>Insulin glargine</source>
        <translation>Insulin glargin</translation>
    </message>
    <message>
        <source>Invented data without any real patient, for trying out the program. A model trained on it is not for care.</source>
        <translation>Erfundene Daten ohne reale Patientinnen oder Patienten, zum Ausprobieren des Programms. Ein damit trainiertes Modell ist nicht für die Versorgung bestimmt.</translation>
    </message>
    <message>
        <source>Joint pain</source>
        <translation>Gelenkschmerzen</translation>
    </message>
    <message>
        <source>Liver issues</source>
        <translation>Leberbeschwerden</translation>
    </message>
    <message>
        <source>Liver trouble</source>
        <translation>Leberbeschwerden</translation>
    </message>
    <message>
        <source>Losartan</source>
        <translation>Losartan</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Low blood sugar</source>
        <translation>Unterzuckerung</translation>
    </message>
    <message>
        <source>Low sugar</source>
        <translation>Niedriger Zuckerwert</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Männlich</translation>
    </message>
    <message>
        <source>Metformin</source>
        <translation>Metformin</translation>
    </message>
    <message>
        <source>Metoprolol</source>
        <translation>Metoprolol</translation>
    </message>
    <message>
        <source>Moderate</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Nausea</source>
        <translation>Übelkeit</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Schmerzen</translation>
    </message>
    <message>
        <source>Pain Relief</source>
        <translation>Schmerzen</translation>
    </message>
    <message>
        <source>Pain at the injection site</source>
        <translation>Schmerzen an der Einstichstelle</translation>
    </message>
    <message>
        <source>Paracetamol</source>
        <translation>Paracetamol</translation>
    </message>
    <message>
        <source>Patient reference</source>
        <translation>Patientenkennung</translation>
    </message>
    <message>
        <source>Rash</source>
        <translation>Ausschlag</translation>
    </message>
    <message>
        <source>Sertraline</source>
        <translation>Sertralin</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Sex as it stands in the patient's record.</source>
        <translation>Geschlecht, wie es in der Patientenakte steht.</translation>
    </message>
    <message>
        <source>Side effect</source>
        <translation>Nebenwirkung</translation>
    </message>
    <message>
        <source>Skin rash</source>
        <translation>Hautausschlag</translation>
    </message>
    <message>
        <source>Sleep issues</source>
        <translation>Gestörter Schlaf</translation>
    </message>
    <message>
        <source>Slow heartbeat</source>
        <translation>Langsamer Herzschlag</translation>
    </message>
    <message>
        <source>Stomach pain</source>
        <translation>Magenschmerzen</translation>
    </message>
    <message>
        <source>Stomach upset</source>
        <translation>Magenverstimmung</translation>
    </message>
    <message>
        <source>Sweating</source>
        <translation>Schwitzen</translation>
    </message>
    <message>
        <source>Swelling</source>
        <translation>Schwellung</translation>
    </message>
    <message>
        <source>The condition that the treatment is for. It decides which drugs can be chosen.</source>
        <translation>Die Erkrankung, der die Behandlung gilt. Von ihr hängt ab, welche Arzneimittel zur Wahl stehen.</translation>
    </message>
    <message>
        <source>The drug that is given, or thought of, for this condition.</source>
        <translation>Das Arzneimittel, das bei dieser Erkrankung gegeben oder erwogen wird.</translation>
    </message>
    <message>
        <source>The main side effect that was seen. It is known only after the treatment began: leave it unknown when a treatment is still to be chosen.</source>
        <translation>Die wichtigste beobachtete Nebenwirkung. Sie ist erst nach Behandlungsbeginn bekannt: Lassen Sie sie unbekannt, solange die Behandlung noch zu wählen ist.</translation>
    </message>
    <message>
        <source>The reference by which the ward finds this patient again. It is not used to predict.</source>
        <translation>Die Kennung, unter der die Station diese Person wiederfindet. Sie fließt nicht in die Vorhersage ein.</translation>
    </message>
    <message>
        <source>The strength of a single dose, as prescribed. Only the strengths of the sample exist here.</source>
        <translation>Die Stärke einer Einzeldosis laut Verordnung. Hier gibt es nur die Stärken des Beispiels.</translation>
    </message>
    <message>
        <source>Tiredness</source>
        <translation>Müdigkeit</translation>
    </message>
    <message>
        <source>Tramadol</source>
        <translation>Tramadol</translation>
    </message>
    <message>
        <source>Upset stomach</source>
        <translation>Magenverstimmung</translation>
    </message>
    <message>
        <source>Weight gain</source>
        <translation>Gewichtszunahme</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>mg</source>
        <translation>mg</translation>
    </message>
    <message>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>years</source>
        <translation>Jahre</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>'wardcast models list' shows the state of each model.</source>
        <translation>„wardcast models list“ zeigt den Stand jedes Modells.</translation>
    </message>
    <message>
        <source>'wardcast models list' shows the versions.</source>
        <translation>„wardcast models list“ zeigt die Versionen.</translation>
    </message>
    <message>
        <source>A confirmation belongs to a list of people that is not here.</source>
        <translation>Eine Bestätigung gehört zu einem Personenverzeichnis, das hier nicht vorliegt.</translation>
    </message>
    <message>
        <source>A confirmation is signed by somebody who could not act then.</source>
        <translation>Eine Bestätigung ist von einer Person signiert, die damals nicht dazu berechtigt war.</translation>
    </message>
    <message>
        <source>A document of the site is not one that Wardcast wrote.</source>
        <translation>Ein Dokument des Standorts wurde nicht von Wardcast geschrieben.</translation>
    </message>
    <message>
        <source>A document of the site is signed by somebody who may not sign it.</source>
        <translation>Ein Dokument des Standorts ist von einer Person signiert, die es nicht signieren darf.</translation>
    </message>
    <message>
        <source>A document of the site was changed after it was signed.</source>
        <translation>Ein Dokument des Standorts wurde nach dem Signieren verändert.</translation>
    </message>
    <message>
        <source>A one-time enrolment key was used twice.</source>
        <translation>Ein einmaliger Einrichtungsschlüssel wurde zweimal verwendet.</translation>
    </message>
    <message>
        <source>A package holds plain files only. Do not use this package: get it again from whoever made it, over a path you trust.</source>
        <translation>Ein Paket enthält nur gewöhnliche Dateien. Verwenden Sie dieses Paket nicht: Lassen Sie es sich von der erstellenden Person auf einem vertrauenswürdigen Weg erneut geben.</translation>
    </message>
    <message>
        <source>A reason is needed for this.</source>
        <translation>Dafür ist eine Begründung nötig.</translation>
    </message>
    <message>
        <source>A word by itself is easy to guess.</source>
        <translation>Ein einzelnes Wort ist leicht zu erraten.</translation>
    </message>
    <message>
        <source>Add an auditor to the site first.</source>
        <translation>Legen Sie am Standort zuerst eine Person mit der Rolle Revision an.</translation>
    </message>
    <message>
        <source>All pairs were judged at once: where options do not differ, the chance that any are told apart is at most {rate:.0%}. A difference counts from {times:.2f} standard errors on.</source>
        <translation>Alle Paare wurden gemeinsam beurteilt: Wo sich Optionen nicht unterscheiden, werden höchstens mit einer Wahrscheinlichkeit von {rate:.0%} welche unterschieden. Ein Unterschied zählt ab {times:.2f} Standardfehlern.</translation>
    </message>
    <message>
        <source>An approver who did not train it decides with 'wardcast models approve'.</source>
        <translation>Eine Person mit der Rolle Freigabe, die das Modell nicht trainiert hat, entscheidet mit „wardcast models approve“.</translation>
    </message>
    <message>
        <source>An auditor is confirmed by an auditor, an approver by an approver, after the new person has signed in once; the recovery words can confirm anybody.</source>
        <translation>Die Rolle Revision wird durch die Revision bestätigt, die Rolle Freigabe durch die Freigabe, sobald sich die neue Person einmal angemeldet hat; mit den Wiederherstellungswörtern lässt sich jede Person bestätigen.</translation>
    </message>
    <message>
        <source>An engineer submits a model, an approver approves it, then 'wardcast models activate'.</source>
        <translation>Die Modellentwicklung reicht ein Modell ein, die Freigabe gibt es frei, danach folgt „wardcast models activate“.</translation>
    </message>
    <message>
        <source>An unsigned package can only be verified against the SHA-256 that training printed: add --expect SHA256. An engineer's 'wardcast models submit' signs it.</source>
        <translation>Ein nicht signiertes Paket lässt sich nur anhand der SHA-256 prüfen, die das Training ausgegeben hat: Ergänzen Sie --expect SHA256. „wardcast models submit“ durch die Modellentwicklung signiert es.</translation>
    </message>
    <message>
        <source>Another program listens at port {port} of {address} already.</source>
        <translation>An Port {port} von {address} antwortet bereits ein anderes Programm.</translation>
    </message>
    <message>
        <source>Ask a person with the role that is named to do it.</source>
        <translation>Bitten Sie eine Person mit der genannten Rolle darum.</translation>
    </message>
    <message>
        <source>Ask an auditor of that time, or the holder of the recovery key, to open it.</source>
        <translation>Bitten Sie eine Person, die damals die Rolle Revision hatte, oder die Person mit dem Wiederherstellungsschlüssel, den Eintrag zu öffnen.</translation>
    </message>
    <message>
        <source>Ask another administrator, or use the recovery words.</source>
        <translation>Bitten Sie eine andere Person aus der Administration, oder verwenden Sie die Wiederherstellungswörter.</translation>
    </message>
    <message>
        <source>Ask another holder of the role.</source>
        <translation>Bitten Sie eine andere Person mit dieser Rolle.</translation>
    </message>
    <message>
        <source>Ask another person with the role approver.</source>
        <translation>Bitten Sie eine andere Person mit der Rolle Freigabe.</translation>
    </message>
    <message>
        <source>Ask the site's administrator who signed this, and whether they should be trusted.</source>
        <translation>Fragen Sie die Administration des Standorts, wer hier signiert hat und ob dieser Person zu vertrauen ist.</translation>
    </message>
    <message>
        <source>Ask your site's IT to allow writing to the site's folder, then try again.</source>
        <translation>Bitten Sie die IT Ihres Standorts, das Schreiben in den Ordner des Standorts zu erlauben, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Ask your site's IT to run 'wardcast doctor' on this machine.</source>
        <translation>Bitten Sie die IT Ihres Standorts, auf diesem Rechner „wardcast doctor“ auszuführen.</translation>
    </message>
    <message>
        <source>Association, not effect: a score says how patients like this one fared under such an option in past data. It does not say what this patient would gain by changing to it.</source>
        <translation>Zusammenhang, nicht Wirkung: Ein Punktwert gibt an, wie es in früheren Daten ähnlichen Behandelten unter einer solchen Option erging. Er gibt nicht an, was in diesem Fall durch einen Wechsel zu gewinnen wäre.</translation>
    </message>
    <message>
        <source>Better than the mean, but by too little to matter: cross-validated RMSE {rmse:.3f} against {baseline:.3f} of the mean, {gain:.1%} less where {asked:.1%} is asked for.</source>
        <translation>Besser als das Mittel, aber zu wenig, um von Belang zu sein: RMSE in der Kreuzvalidierung {rmse:.3f} gegenüber {baseline:.3f} des Mittels, {gain:.1%} weniger, wo {asked:.1%} verlangt sind.</translation>
    </message>
    <message>
        <source>Better than the mean: cross-validated RMSE {rmse:.3f} against {baseline:.3f} of the mean, {gain:.1%} less, p = {chance:.2g}.</source>
        <translation>Besser als das Mittel: RMSE in der Kreuzvalidierung {rmse:.3f} gegenüber {baseline:.3f} des Mittels, {gain:.1%} weniger, p = {chance:.2g}.</translation>
    </message>
    <message>
        <source>Cannot open {path}: {reason}.</source>
        <translation>{path} lässt sich nicht öffnen: {reason}.</translation>
    </message>
    <message>
        <source>Cannot read {folder}: {reason}.</source>
        <translation>{folder} lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>Cannot read {path}: {reason}.</source>
        <translation>{path} lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>Cannot write {path}: {reason}.</source>
        <translation>{path} lässt sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>Check that the file is a receipt of this very log, and whole.</source>
        <translation>Prüfen Sie, ob die Datei ein vollständiger Beleg genau dieses Protokolls ist.</translation>
    </message>
    <message>
        <source>Check that the folder exists, is writable and has room, then try again.</source>
        <translation>Prüfen Sie, ob der Ordner vorhanden und beschreibbar ist und genügend Platz bietet, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check that the path names the folder that 'wardcast train' wrote.</source>
        <translation>Prüfen Sie, ob der Pfad den Ordner nennt, den „wardcast train“ geschrieben hat.</translation>
    </message>
    <message>
        <source>Check that you may read and write the site's folder, then try again.</source>
        <translation>Prüfen Sie, ob Sie den Ordner des Standorts lesen und beschreiben dürfen, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check the disk for room, quota and errors, then try again.</source>
        <translation>Prüfen Sie freien Platz, Kontingent und Fehler des Datenträgers, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check the folder of the pictures and the room on its disk.</source>
        <translation>Prüfen Sie den Ordner der Bilder und den freien Platz auf seinem Datenträger.</translation>
    </message>
    <message>
        <source>Check the path and that you may read it, then try again.</source>
        <translation>Prüfen Sie den Pfad und ob Sie ihn lesen dürfen, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Check the path. If a store was there, restore it from a backup.</source>
        <translation>Prüfen Sie den Pfad. Lag dort ein Datenspeicher, stellen Sie ihn aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>Check the printer, throw away what came out, and print again.</source>
        <translation>Prüfen Sie den Drucker, vernichten Sie das bisher Gedruckte, und drucken Sie erneut.</translation>
    </message>
    <message>
        <source>Check the separator and the header.</source>
        <translation>Prüfen Sie das Trennzeichen und die Kopfzeile.</translation>
    </message>
    <message>
        <source>Check the site's folder, or set the site up first.</source>
        <translation>Prüfen Sie den Ordner des Standorts, oder richten Sie den Standort zuerst ein.</translation>
    </message>
    <message>
        <source>Choose another name; two names must differ in more than case.</source>
        <translation>Wählen Sie einen anderen Namen; zwei Namen müssen sich in mehr als der Groß- und Kleinschreibung unterscheiden.</translation>
    </message>
    <message>
        <source>Choose another place, or remove it first.</source>
        <translation>Wählen Sie einen anderen Ort, oder entfernen Sie das Vorhandene zuerst.</translation>
    </message>
    <message>
        <source>Choose another port, of 1024 or above.</source>
        <translation>Wählen Sie einen anderen Port, ab 1024.</translation>
    </message>
    <message>
        <source>Choose another port, or end the program that uses it.</source>
        <translation>Wählen Sie einen anderen Port, oder beenden Sie das Programm, das ihn verwendet.</translation>
    </message>
    <message>
        <source>Close every Wardcast on this machine and start again.</source>
        <translation>Schließen Sie auf diesem Rechner jedes Wardcast, und starten Sie erneut.</translation>
    </message>
    <message>
        <source>Close the program that writes it.</source>
        <translation>Schließen Sie das Programm, das in die Datei schreibt.</translation>
    </message>
    <message>
        <source>Common names and surnames are easy to guess.</source>
        <translation>Häufige Vor- und Nachnamen sind leicht zu erraten.</translation>
    </message>
    <message>
        <source>Compare the SHA-256 with the one that training printed; it names the model.</source>
        <translation>Vergleichen Sie die SHA-256 mit der, die das Training ausgegeben hat; sie bezeichnet das Modell.</translation>
    </message>
    <message>
        <source>Compare the root's fingerprint with the one that set-up printed. If the site was set up anew, a system administrator must change the fingerprint that this machine trusts.</source>
        <translation>Vergleichen Sie den Fingerabdruck des Stammschlüssels mit dem, den die Einrichtung ausgegeben hat. Wurde der Standort neu eingerichtet, muss die Systemadministration den Fingerabdruck ändern, dem dieser Rechner vertraut.</translation>
    </message>
    <message>
        <source>Compare the words and their order with the sheet that set-up printed.</source>
        <translation>Vergleichen Sie die Wörter und ihre Reihenfolge mit dem Blatt, das bei der Einrichtung ausgegeben wurde.</translation>
    </message>
    <message>
        <source>Correct the fields named above and ask again.</source>
        <translation>Berichtigen Sie die oben genannten Felder, und fragen Sie erneut an.</translation>
    </message>
    <message>
        <source>Dates are often easy to guess.</source>
        <translation>Datumsangaben sind oft leicht zu erraten.</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>Ordner ist nicht leer</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Speicherkontingent überschritten</translation>
    </message>
    <message>
        <source>Do not use this model; tell the engineer who trained it.</source>
        <translation>Verwenden Sie dieses Modell nicht; verständigen Sie die Modellentwicklung, die es trainiert hat.</translation>
    </message>
    <message>
        <source>Do not use this package: get it again from whoever made it, over a path you trust.</source>
        <translation>Verwenden Sie dieses Paket nicht: Lassen Sie es sich von der erstellenden Person auf einem vertrauenswürdigen Weg erneut geben.</translation>
    </message>
    <message>
        <source>Each range is about one option, not about differences. {promise}</source>
        <translation>Jeder Bereich gilt für eine Option, nicht für Unterschiede. {promise}</translation>
    </message>
    <message>
        <source>Every input lies where training had cases.</source>
        <translation>Alle Angaben liegen dort, wo es im Training Fälle gab.</translation>
    </message>
    <message>
        <source>Every recovery word is spelt right, but they do not fit together: one is wrong, or two are swapped.</source>
        <translation>Jedes Wiederherstellungswort ist richtig geschrieben, doch sie passen nicht zusammen: Eines ist falsch, oder zwei sind vertauscht.</translation>
    </message>
    <message>
        <source>Everything this key signed is refused: an approver chooses another model.</source>
        <translation>Alles, was mit diesem Schlüssel signiert wurde, wird abgelehnt: Die Freigabe wählt ein anderes Modell.</translation>
    </message>
    <message>
        <source>Fewer than {few} of the {rows:,} patients of training were like this one in both {first} and {second}.</source>
        <translation>Weniger als {few} der {rows:,} Behandelten im Training glichen diesem Fall in {first} und {second} zugleich.</translation>
    </message>
    <message>
        <source>Fewer than {least} cases to check by, so not ranked.</source>
        <translation>Weniger als {least} Fälle zum Prüfen, daher ohne Rang.</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Datei ist bereits vorhanden</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>For exploration only: a release gate refused this model.</source>
        <translation>Nur zur Exploration: Dieses Modell hat eine Freigabeprüfung nicht bestanden.</translation>
    </message>
    <message>
        <source>Give each column a name of its own.</source>
        <translation>Geben Sie jeder Spalte einen eigenen Namen.</translation>
    </message>
    <message>
        <source>Give the column a name, or remove it.</source>
        <translation>Geben Sie der Spalte einen Namen, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>Give the person at least one role.</source>
        <translation>Geben Sie der Person mindestens eine Rolle.</translation>
    </message>
    <message>
        <source>Give the roles to two people.</source>
        <translation>Verteilen Sie die Rollen auf zwei Personen.</translation>
    </message>
    <message>
        <source>If it was saved as Unicode or UTF-16, save it as UTF-8, then try again.</source>
        <translation>Wurde die Datei als Unicode oder UTF-16 gespeichert, speichern Sie sie als UTF-8, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>In none of {parts:,} subgroups of {least:,} held-out rows or more does the model err more than the plain mean, beyond chance.</source>
        <translation>In keiner von {parts:,} Untergruppen mit mindestens {least:,} zurückgehaltenen Zeilen irrt das Modell über den Zufall hinaus mehr als das bloße Mittel.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>Install the newer Wardcast on this machine too.</source>
        <translation>Installieren Sie auch auf diesem Rechner das neuere Wardcast.</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Ist ein Ordner</translation>
    </message>
    <message>
        <source>It can be looked at, but must not advise. Train on data that hold a signal.</source>
        <translation>Das Modell kann angesehen werden, darf aber nicht beraten. Trainieren Sie mit Daten, die ein Signal enthalten.</translation>
    </message>
    <message>
        <source>Keys were handed over by somebody who was not to enrol.</source>
        <translation>Schlüssel wurden von einer Person übergeben, deren Ersteinrichtung nicht vorgesehen war.</translation>
    </message>
    <message>
        <source>Let the names of the new columns begin otherwise (--prefix).</source>
        <translation>Lassen Sie die Namen der neuen Spalten anders beginnen (--prefix).</translation>
    </message>
    <message>
        <source>Lies in a group of {rows:,} patients of training: {values}.</source>
        <translation>Liegt in einer Gruppe von {rows:,} Behandelten im Training: {values}.</translation>
    </message>
    <message>
        <source>List the accounts to see how they stand.</source>
        <translation>Lassen Sie sich die Konten anzeigen, um ihren Stand zu sehen.</translation>
    </message>
    <message>
        <source>List the accounts to see their names.</source>
        <translation>Lassen Sie sich die Konten anzeigen, um ihre Namen zu sehen.</translation>
    </message>
    <message>
        <source>List the log to see which records there are.</source>
        <translation>Lassen Sie sich das Protokoll anzeigen, um zu sehen, welche Einträge es gibt.</translation>
    </message>
    <message>
        <source>Look at what is there already, then choose another name or number.</source>
        <translation>Sehen Sie nach, was bereits vorhanden ist, und wählen Sie einen anderen Namen oder eine andere Nummer.</translation>
    </message>
    <message>
        <source>Look for the sheet that was printed when this very site was set up.</source>
        <translation>Suchen Sie das Blatt, das bei der Einrichtung genau dieses Standorts ausgegeben wurde.</translation>
    </message>
    <message>
        <source>Made to hold {level:.10g} of 100 outcomes; held {held:,} of {rows:,} at the rim.</source>
        <translation>Ausgelegt auf {level:.10g} von 100 Ergebnissen; am Rand trafen {held:,} von {rows:,} zu.</translation>
    </message>
    <message>
        <source>Made to hold {level:.10g} of 100 outcomes; held {held:,} of {rows:,} kept aside.</source>
        <translation>Ausgelegt auf {level:.10g} von 100 Ergebnissen; geprüft trafen {held:,} von {rows:,} zu.</translation>
    </message>
    <message>
        <source>Made to hold {level:.10g} of 100 outcomes; too few were kept aside to see.</source>
        <translation>Ausgelegt auf {level:.10g} von 100 Ergebnissen; zu wenige zurückgehalten, um es zu prüfen.</translation>
    </message>
    <message>
        <source>Made twice, files of the model differ: {names}.</source>
        <translation>Zweimal erstellt, unterscheiden sich Dateien des Modells: {names}.</translation>
    </message>
    <message>
        <source>Made twice, the predictor, its intervals and its reference have the same bytes.</source>
        <translation>Zweimal erstellt, haben das Modell, seine Bereiche und seine Referenz dieselben Bytes.</translation>
    </message>
    <message>
        <source>Make room on this disk, then try again; nothing was lost.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger, und versuchen Sie es erneut; es ging nichts verloren.</translation>
    </message>
    <message>
        <source>Make room on this disk: when it is full, nothing can be recorded or answered.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger: Ist er voll, kann nichts protokolliert oder beantwortet werden.</translation>
    </message>
    <message>
        <source>Match each column of the contract with one heading of the file.</source>
        <translation>Ordnen Sie jeder Spalte des Vertrags eine Überschrift der Datei zu.</translation>
    </message>
    <message>
        <source>Mend the CSV, or leave the column out of it, then draft again.</source>
        <translation>Berichtigen Sie die CSV-Datei, oder lassen Sie die Spalte weg, und lassen Sie den Entwurf erneut erstellen.</translation>
    </message>
    <message>
        <source>Mend the answer that is named, then try again; nothing was made.</source>
        <translation>Berichtigen Sie die genannte Angabe, und versuchen Sie es erneut; es wurde nichts angelegt.</translation>
    </message>
    <message>
        <source>Mend the lines that are named, then try again.</source>
        <translation>Berichtigen Sie die genannten Zeilen, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Model {version} gave no finite score.</source>
        <translation>Modell {version} ergab keinen endlichen Punktwert.</translation>
    </message>
    <message>
        <source>More than one model at this site is called {name!r}.</source>
        <translation>Mehr als ein Modell an diesem Standort heißt {name!r}.</translation>
    </message>
    <message>
        <source>Name a column of numbers as the outcome.</source>
        <translation>Geben Sie als Zielgröße eine Spalte mit Zahlen an.</translation>
    </message>
    <message>
        <source>Name a column of numbers that differ as the outcome.</source>
        <translation>Geben Sie als Zielgröße eine Spalte mit unterschiedlichen Zahlen an.</translation>
    </message>
    <message>
        <source>Name a column of the CSV.</source>
        <translation>Geben Sie eine Spalte der CSV-Datei an.</translation>
    </message>
    <message>
        <source>Name a file of its own for each.</source>
        <translation>Geben Sie für beides je eine eigene Datei an.</translation>
    </message>
    <message>
        <source>Name a site with --home, or the SHA-256 you expect with --expect.</source>
        <translation>Geben Sie mit --home einen Standort an oder mit --expect die erwartete SHA-256.</translation>
    </message>
    <message>
        <source>Name another file, or let this one be replaced (--force).</source>
        <translation>Geben Sie eine andere Datei an, oder lassen Sie diese ersetzen (--force).</translation>
    </message>
    <message>
        <source>Name another folder with --home: a demo never touches a real site.</source>
        <translation>Geben Sie mit --home einen anderen Ordner an: Eine Demo verändert nie einen echten Standort.</translation>
    </message>
    <message>
        <source>Name inputs of the contract to vary, as they stand there.</source>
        <translation>Geben Sie Eingaben des Vertrags an, die variieren sollen, so wie sie dort stehen.</translation>
    </message>
    <message>
        <source>Names and surnames by themselves are easy to guess.</source>
        <translation>Vor- und Nachnamen allein sind leicht zu erraten.</translation>
    </message>
    <message>
        <source>Nearest to a group of {rows:,} patients of training: {values}. The case differs in {labels}.</source>
        <translation>Am nächsten bei einer Gruppe von {rows:,} Behandelten im Training: {values}. Der Fall weicht ab in {labels}.</translation>
    </message>
    <message>
        <source>No case is answered until a person with the role activates a model again.</source>
        <translation>Es wird kein Fall beantwortet, bis eine dazu berechtigte Person wieder ein Modell aktiviert.</translation>
    </message>
    <message>
        <source>No input gives the outcome away: {label} tells most alone, {share:.1%} of what varies (from {limit:.0%} a person has to look).</source>
        <translation>Keine Eingabe verrät die Zielgröße: Am meisten erklärt allein {label}, {share:.1%} der Streuung (ab {limit:.0%} muss jemand nachsehen).</translation>
    </message>
    <message>
        <source>No model at this site is called {name!r}.</source>
        <translation>Kein Modell an diesem Standort heißt {name!r}.</translation>
    </message>
    <message>
        <source>No model is active at this site.</source>
        <translation>An diesem Standort ist kein Modell aktiv.</translation>
    </message>
    <message>
        <source>No option can be ranked, so the model tells none of them apart.</source>
        <translation>Keine Option erhält einen Rang, daher unterscheidet das Modell keine von ihnen.</translation>
    </message>
    <message>
        <source>No patient of the {rows:,} rows held out is among the others: not by reference, not by one that was typed otherwise, nor by rows that are copies.</source>
        <translation>Keine Patientenkennung der {rows:,} zurückgehaltenen Zeilen kommt in den übrigen vor: weder gleich noch anders geschrieben, noch in kopierten Zeilen.</translation>
    </message>
    <message>
        <source>No promise: the case is unlike those of training.</source>
        <translation>Keine Zusage: Der Fall gleicht denen des Trainings nicht.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Kein freier Speicherplatz mehr</translation>
    </message>
    <message>
        <source>No subgroup has {least:,} rows held out, so none could be judged: whether the model does harm in one is not known.</source>
        <translation>Keine Untergruppe hat {least:,} zurückgehaltene Zeilen, daher war keine zu beurteilen: Ob das Modell in einer schadet, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Nobody can confirm themselves.</source>
        <translation>Niemand kann sich selbst bestätigen.</translation>
    </message>
    <message>
        <source>Nobody can do this to their own account.</source>
        <translation>Am eigenen Konto kann das niemand vornehmen.</translation>
    </message>
    <message>
        <source>Nobody has signed this model.</source>
        <translation>Dieses Modell ist nicht signiert.</translation>
    </message>
    <message>
        <source>Nobody signed this package.</source>
        <translation>Dieses Paket ist nicht signiert.</translation>
    </message>
    <message>
        <source>Nobody was let in.</source>
        <translation>Niemand wurde eingelassen.</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Ist kein Ordner</translation>
    </message>
    <message>
        <source>Not better than the mean beyond doubt: cross-validated RMSE {rmse:.3f} against {baseline:.3f} of the mean, p = {chance:.2g} where less than {asked:g} is asked for. It must not advise.</source>
        <translation>Nicht zweifelsfrei besser als das Mittel: RMSE in der Kreuzvalidierung {rmse:.3f} gegenüber {baseline:.3f} des Mittels, p = {chance:.2g}, wo weniger als {asked:g} verlangt ist. Es darf nicht beraten.</translation>
    </message>
    <message>
        <source>Nothing can be recorded: there is nobody who may read the log.</source>
        <translation>Es kann nichts protokolliert werden: Niemand ist berechtigt, das Protokoll zu lesen.</translation>
    </message>
    <message>
        <source>Nothing may be added to a package. Do not use this package: get it again from whoever made it, over a path you trust.</source>
        <translation>Einem Paket darf nichts hinzugefügt werden. Verwenden Sie dieses Paket nicht: Lassen Sie es sich von der erstellenden Person auf einem vertrauenswürdigen Weg erneut geben.</translation>
    </message>
    <message>
        <source>Numbers were read and written with a decimal point. A spreadsheet that expects a comma may take them for dates: import the column as text or name the mark.</source>
        <translation>Zahlen wurden mit Dezimalpunkt gelesen und geschrieben. Eine Tabellenkalkulation, die ein Komma erwartet, kann sie für Daten halten: Importieren Sie die Spalte als Text, oder geben Sie das Zeichen an.</translation>
    </message>
    <message>
        <source>One key stands for two people, or for two purposes.</source>
        <translation>Ein Schlüssel steht für zwei Personen oder für zwei Zwecke.</translation>
    </message>
    <message>
        <source>One person cannot be {first} and {second}: {reason}.</source>
        <translation>Die Rollen {first} und {second} kann nicht dieselbe Person haben: {reason}.</translation>
    </message>
    <message>
        <source>Only one option can be ranked, so there is nothing to tell it apart from.</source>
        <translation>Nur eine Option erhält einen Rang, daher ist sie von keiner anderen zu unterscheiden.</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Vorgang nicht erlaubt</translation>
    </message>
    <message>
        <source>Others than its owner may use the log key at {path}.</source>
        <translation>Den Protokollschlüssel unter {path} dürfen außer dem Eigentümerkonto auch andere verwenden.</translation>
    </message>
    <message>
        <source>Others than its owner may use the store's key at {path}.</source>
        <translation>Den Schlüssel des Datenspeichers unter {path} dürfen außer dem Eigentümerkonto auch andere verwenden.</translation>
    </message>
    <message>
        <source>Outside the training data, so not ranked.</source>
        <translation>Außerhalb der Trainingsdaten, daher ohne Rang.</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>Put a line with the names of the columns at the top.</source>
        <translation>Setzen Sie eine Zeile mit den Namen der Spalten an den Anfang.</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Recent years are easy to guess.</source>
        <translation>Jahreszahlen der jüngeren Zeit sind leicht zu erraten.</translation>
    </message>
    <message>
        <source>Record {seq} of the log is not what was recorded.</source>
        <translation>Eintrag {seq} des Protokolls ist nicht das, was protokolliert wurde.</translation>
    </message>
    <message>
        <source>Record {seq} was sealed to others, not to you.</source>
        <translation>Eintrag {seq} wurde für andere versiegelt, nicht für Sie.</translation>
    </message>
    <message>
        <source>Recovery word {number}, "{word}", is not on the list.</source>
        <translation>Wiederherstellungswort {number}, „{word}“, steht nicht auf der Liste.</translation>
    </message>
    <message>
        <source>Remove the store and its key: everything in it is made again from the data.</source>
        <translation>Entfernen Sie den Datenspeicher und seinen Schlüssel: Sein Inhalt wird vollständig neu aus den Daten erzeugt.</translation>
    </message>
    <message>
        <source>Rename the headings in the file, or match each column with a heading.</source>
        <translation>Benennen Sie die Überschriften in der Datei um, oder ordnen Sie jeder Spalte eine Überschrift zu.</translation>
    </message>
    <message>
        <source>Repeats like "aaa" are easy to guess.</source>
        <translation>Wiederholungen wie „aaa“ sind leicht zu erraten.</translation>
    </message>
    <message>
        <source>Repeats like "abcabcabc" are only slightly harder to guess than "abc".</source>
        <translation>Wiederholungen wie „abcabcabc“ sind kaum schwerer zu erraten als „abc“.</translation>
    </message>
    <message>
        <source>Restore the key from the site's backup and tell an auditor.</source>
        <translation>Stellen Sie den Schlüssel aus der Sicherung des Standorts wieder her, und verständigen Sie die Revision.</translation>
    </message>
    <message>
        <source>Restore the site's folder from a backup and tell an auditor.</source>
        <translation>Stellen Sie den Ordner des Standorts aus einer Sicherung wieder her, und verständigen Sie die Revision.</translation>
    </message>
    <message>
        <source>Rows of empty cells, left out and not counted: {count:,}.</source>
        <translation>Zeilen mit leeren Zellen, ausgelassen und nicht gezählt: {count:,}.</translation>
    </message>
    <message>
        <source>Rows with empty cells beyond the header, now dropped: {count:,}.</source>
        <translation>Zeilen mit leeren Zellen jenseits der Kopfzeile, die weggelassen wurden: {count:,}.</translation>
    </message>
    <message>
        <source>Run 'wardcast setup' first.</source>
        <translation>Führen Sie zuerst „wardcast setup“ aus.</translation>
    </message>
    <message>
        <source>Run the command with --help.</source>
        <translation>Führen Sie den Befehl mit --help aus.</translation>
    </message>
    <message>
        <source>Save the data as CSV with a header line, in UTF-8, then try again.</source>
        <translation>Speichern Sie die Daten als CSV mit Kopfzeile, in UTF-8, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Say in one to 2,000 characters what the signature means, and why.</source>
        <translation>Schreiben Sie in einem bis 2.000 Zeichen, was die Unterschrift bedeutet und warum.</translation>
    </message>
    <message>
        <source>Sequences like "abc" or "6543" are easy to guess.</source>
        <translation>Folgen wie „abc“ oder „6543“ sind leicht zu erraten.</translation>
    </message>
    <message>
        <source>Set one up with 'wardcast setup', or name its folder with --home.</source>
        <translation>Richten Sie mit „wardcast setup“ einen Standort ein, oder geben Sie mit --home seinen Ordner an.</translation>
    </message>
    <message>
        <source>Set the site up first, or restore the key from the site's backup.</source>
        <translation>Richten Sie den Standort zuerst ein, oder stellen Sie den Schlüssel aus der Sicherung des Standorts wieder her.</translation>
    </message>
    <message>
        <source>Short keyboard patterns are easy to guess.</source>
        <translation>Kurze Tastaturmuster sind leicht zu erraten.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Melden Sie sich erneut an.</translation>
    </message>
    <message>
        <source>Start Wardcast once with write access to the site's folder, then try again.</source>
        <translation>Starten Sie Wardcast einmal mit Schreibrecht auf den Ordner des Standorts, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Stop working with this site and tell an auditor: its list of people was changed.</source>
        <translation>Arbeiten Sie nicht weiter mit diesem Standort, und verständigen Sie die Revision: Sein Personenverzeichnis wurde verändert.</translation>
    </message>
    <message>
        <source>Stop working with this site, run the log's verification and tell an auditor.</source>
        <translation>Arbeiten Sie nicht weiter mit diesem Standort, prüfen Sie das Protokoll, und verständigen Sie die Revision.</translation>
    </message>
    <message>
        <source>Straight rows of keys are easy to guess.</source>
        <translation>Gerade Tastenreihen sind leicht zu erraten.</translation>
    </message>
    <message>
        <source>Submitted by {name}, not yet approved.</source>
        <translation>Eingereicht von {name}, noch nicht freigegeben.</translation>
    </message>
    <message>
        <source>Supports clinical research, quality analysis and exploration. It gives no diagnosis and recommends no treatment.</source>
        <translation>Dient klinischer Forschung, Qualitätsanalyse und Exploration. Stellt keine Diagnose und empfiehlt keine Behandlung.</translation>
    </message>
    <message>
        <source>Take the file as 'wardcast models export' wrote it: nothing in it is compressed.</source>
        <translation>Nehmen Sie die Datei, wie „wardcast models export“ sie geschrieben hat: Darin ist nichts komprimiert.</translation>
    </message>
    <message>
        <source>Take the file as 'wardcast models export' wrote it: packed again by another program, or cut short on its way, it is another file.</source>
        <translation>Nehmen Sie die Datei, wie „wardcast models export“ sie geschrieben hat: Von einem anderen Programm neu gepackt oder unterwegs abgeschnitten ist sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Take the others' rights away (chmod 600), and tell an auditor: whoever read the key can sign a false log.</source>
        <translation>Entziehen Sie den anderen die Rechte (chmod 600), und verständigen Sie die Revision: Wer den Schlüssel gelesen hat, kann ein falsches Protokoll signieren.</translation>
    </message>
    <message>
        <source>Take the rows and columns that are needed into a smaller file.</source>
        <translation>Übernehmen Sie die benötigten Zeilen und Spalten in eine kleinere Datei.</translation>
    </message>
    <message>
        <source>Taken together, the inputs are less usual than those of 99 in 100 patients.</source>
        <translation>Zusammengenommen sind die Angaben ungewöhnlicher als die von 99 unter 100 Behandelten.</translation>
    </message>
    <message>
        <source>Taken together, the inputs are unlike those of nearly every patient of training.</source>
        <translation>Zusammengenommen gleichen die Angaben fast keinem Fall im Training.</translation>
    </message>
    <message>
        <source>The account "{name}" has no role.</source>
        <translation>Das Konto „{name}“ hat keine Rolle.</translation>
    </message>
    <message>
        <source>The account of {name} is {status} already.</source>
        <translation>Das Konto von {name} ist bereits {status}.</translation>
    </message>
    <message>
        <source>The account {name} is not an administrator's.</source>
        <translation>Das Konto {name} hat nicht die Rolle Administration.</translation>
    </message>
    <message>
        <source>The activation of the model stands under another number.</source>
        <translation>Die Aktivierung des Modells steht unter einer anderen Nummer.</translation>
    </message>
    <message>
        <source>The active model {version} is not validated.</source>
        <translation>Das aktive Modell {version} ist nicht validiert.</translation>
    </message>
    <message>
        <source>The answer could not be printed.</source>
        <translation>Die Antwort konnte nicht gedruckt werden.</translation>
    </message>
    <message>
        <source>The answers for set-up cannot be used: {where}: {reason}</source>
        <translation>Die Angaben zur Einrichtung sind nicht verwendbar: {where}: {reason}</translation>
    </message>
    <message>
        <source>The answers for set-up hold something that is no JSON.</source>
        <translation>Die Angaben zur Einrichtung enthalten etwas, das kein JSON ist.</translation>
    </message>
    <message>
        <source>The audit log holds {found}.</source>
        <translation>Das Protokoll enthält {found}.</translation>
    </message>
    <message>
        <source>The case</source>
        <translation>Der Fall</translation>
    </message>
    <message>
        <source>The case was refused: 1 field to correct.</source>
        <translation>Der Fall wurde abgelehnt: 1 Feld ist zu berichtigen.</translation>
    </message>
    <message>
        <source>The case was refused: {count} fields to correct.</source>
        <translation>Der Fall wurde abgelehnt: {count} Felder sind zu berichtigen.</translation>
    </message>
    <message>
        <source>The contract has no column {hint}.</source>
        <translation>Der Vertrag hat keine Spalte {hint}.</translation>
    </message>
    <message>
        <source>The contract names no choice of treatment to vary.</source>
        <translation>Der Vertrag nennt keine Behandlungswahl, die variieren könnte.</translation>
    </message>
    <message>
        <source>The contract permits no other choice of {names} for this case.</source>
        <translation>Der Vertrag lässt für diesen Fall keine andere Wahl zu: {names}.</translation>
    </message>
    <message>
        <source>The demo waited in vain for {what}.</source>
        <translation>Die Demo wartete vergeblich auf: {what}.</translation>
    </message>
    <message>
        <source>The disk failed while {path} was in use.</source>
        <translation>Der Datenträger versagte, während {path} verwendet wurde.</translation>
    </message>
    <message>
        <source>The disk is full: nothing was saved to {path}.</source>
        <translation>Der Datenträger ist voll: In {path} wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The file has columns already that the answers would be written to: {names}.</source>
        <translation>Die Datei hat schon Spalten, in die die Antworten geschrieben würden: {names}.</translation>
    </message>
    <message>
        <source>The file has columns that are called as the new ones would be; those begin otherwise: the score is in {name!r}.</source>
        <translation>Die Datei hat Spalten, die wie die neuen heißen würden; diese beginnen anders: Der Punktwert steht in {name!r}.</translation>
    </message>
    <message>
        <source>The file has no heading {hint}.</source>
        <translation>Die Datei hat keine Überschrift {hint}.</translation>
    </message>
    <message>
        <source>The key of {name}, {deed}, was declared compromised.</source>
        <translation>Der Schlüssel von {name} ({deed}) wurde als kompromittiert gemeldet.</translation>
    </message>
    <message>
        <source>The last write to {path} was cut off.</source>
        <translation>Der letzte Schreibvorgang in {path} wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The list of people is signed by somebody who is no active administrator.</source>
        <translation>Das Personenverzeichnis ist von einer Person signiert, die nicht aktiv die Rolle Administration hat.</translation>
    </message>
    <message>
        <source>The list of people is signed by {name}, whom the site's root does not know as an administrator.</source>
        <translation>Das Personenverzeichnis ist von {name} signiert; der Stammschlüssel des Standorts weist diese Person nicht als Administration aus.</translation>
    </message>
    <message>
        <source>The list of people no longer names {name}.</source>
        <translation>Das Personenverzeichnis nennt {name} nicht mehr.</translation>
    </message>
    <message>
        <source>The list of people takes a compromised key of {name} as good again.</source>
        <translation>Das Personenverzeichnis führt einen kompromittierten Schlüssel von {name} wieder als gültig.</translation>
    </message>
    <message>
        <source>The log has no record {seq}.</source>
        <translation>Das Protokoll hat keinen Eintrag {seq}.</translation>
    </message>
    <message>
        <source>The log key that is kept here ({place}) is not this site's.</source>
        <translation>Der hier aufbewahrte Protokollschlüssel ({place}) gehört nicht zu diesem Standort.</translation>
    </message>
    <message>
        <source>The model is the plain mean, as was asked for: it must not advise.</source>
        <translation>Das Modell ist das bloße Mittel, wie verlangt: Es darf nicht beraten.</translation>
    </message>
    <message>
        <source>The model is the plain mean: of {tried} families none was better beyond one standard error. The data hold no signal that they could find, so this model must not advise.</source>
        <translation>Das Modell ist das bloße Mittel: Von {tried} Modellarten war keine um mehr als einen Standardfehler besser. Die Daten enthalten kein Signal, das zu finden war, daher darf dieses Modell nicht beraten.</translation>
    </message>
    <message>
        <source>The model tells none of the {count} ranked options apart.</source>
        <translation>Das Modell unterscheidet keine der {count} Optionen mit Rang.</translation>
    </message>
    <message>
        <source>The model tells {share:.1%} of what varies in the outcome. So much is suspicious: make sure that the inputs together are known before the outcome is.</source>
        <translation>Das Modell erklärt {share:.1%} der Streuung der Zielgröße. So viel ist verdächtig: Stellen Sie sicher, dass alle Eingaben vor der Zielgröße bekannt sind.</translation>
    </message>
    <message>
        <source>The model's activation is not signed by anybody trusted here.</source>
        <translation>Die Aktivierung des Modells ist von niemandem signiert, dem hier vertraut wird.</translation>
    </message>
    <message>
        <source>The model's activation was changed.</source>
        <translation>Die Aktivierung des Modells wurde verändert.</translation>
    </message>
    <message>
        <source>The name and the enrolment secret do not belong together.</source>
        <translation>Name und Einrichtungscode gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The name and the password do not belong together.</source>
        <translation>Name und Kennwort gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The outcome is a sum of {labels}, each times a factor, to its last decimal: together they give it away. Leave them out of the contract unless they are known before.</source>
        <translation>Die Zielgröße ist bis zur letzten Dezimalstelle eine Summe von {labels}, jeweils mal einem Faktor: Zusammen verraten sie sie. Lassen Sie diese Eingaben aus dem Vertrag weg, außer sie sind vorher bekannt.</translation>
    </message>
    <message>
        <source>The package holds what it must not: {reason}.</source>
        <translation>Das Paket enthält Unzulässiges: {reason}.</translation>
    </message>
    <message>
        <source>The package is of format {found}; this version reads format {read}.</source>
        <translation>Das Paket hat Format {found}; diese Version liest Format {read}.</translation>
    </message>
    <message>
        <source>The package is signed, but there is no site to judge by whom.</source>
        <translation>Das Paket ist signiert, doch es gibt keinen Standort, an dem sich beurteilen ließe, von wem.</translation>
    </message>
    <message>
        <source>The package is {sha256}, not {expected} as expected.</source>
        <translation>Das Paket ist {sha256}, nicht wie erwartet {expected}.</translation>
    </message>
    <message>
        <source>The package was built wrongly or with ill intent: do not use it, train again.</source>
        <translation>Das Paket wurde fehlerhaft oder in böser Absicht erstellt: Verwenden Sie es nicht, und trainieren Sie erneut.</translation>
    </message>
    <message>
        <source>The password is empty.</source>
        <translation>Das Kennwort ist leer.</translation>
    </message>
    <message>
        <source>The password is longer than {most} characters.</source>
        <translation>Das Kennwort ist länger als {most} Zeichen.</translation>
    </message>
    <message>
        <source>The password is not right.</source>
        <translation>Das Kennwort ist nicht richtig.</translation>
    </message>
    <message>
        <source>The patients of {found:,} of {rows:,} rows held out ({share:.1%}) have references that differ from others only in marks, spaces, capitals or leading zeros: perhaps one patient on both sides. Write each reference in one way.</source>
        <translation>Die Patientenkennungen von {found:,} von {rows:,} zurückgehaltenen Zeilen ({share:.1%}) unterscheiden sich von anderen nur in Satzzeichen, Leerzeichen, Großschreibung oder führenden Nullen: vielleicht dieselbe Person auf beiden Seiten. Schreiben Sie jede Kennung einheitlich.</translation>
    </message>
    <message>
        <source>The picture {name} cannot be written.</source>
        <translation>Das Bild {name} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The policy file holds {"site_root": "&lt;64 hex digits&gt;"}; the site's set-up names them. It may hold "metrics": false as well.</source>
        <translation>Die Richtliniendatei enthält {"site_root": "&lt;64 hex digits&gt;"}; die Einrichtung des Standorts gibt diese Ziffern aus. Sie darf auch "metrics": false enthalten.</translation>
    </message>
    <message>
        <source>The policy file {path} cannot be understood.</source>
        <translation>Die Richtliniendatei {path} ist nicht verständlich.</translation>
    </message>
    <message>
        <source>The printer did not take the answer.</source>
        <translation>Der Drucker hat die Antwort nicht angenommen.</translation>
    </message>
    <message>
        <source>The printer stopped before the last page.</source>
        <translation>Der Drucker hielt vor der letzten Seite an.</translation>
    </message>
    <message>
        <source>The site has no list of people.</source>
        <translation>Der Standort hat kein Personenverzeichnis.</translation>
    </message>
    <message>
        <source>The site in {folder} is no demo.</source>
        <translation>Der Standort in {folder} ist keine Demo.</translation>
    </message>
    <message>
        <source>The site's list of people number {number} is missing, or does not continue the one before it.</source>
        <translation>Das Personenverzeichnis Nummer {number} des Standorts fehlt, oder es setzt das vorherige nicht fort.</translation>
    </message>
    <message>
        <source>The store holds something else where Wardcast wrote a setting.</source>
        <translation>Der Datenspeicher enthält etwas anderes, wo Wardcast eine Einstellung geschrieben hat.</translation>
    </message>
    <message>
        <source>The store holds something else where Wardcast wrote bytes.</source>
        <translation>Der Datenspeicher enthält etwas anderes, wo Wardcast Bytes geschrieben hat.</translation>
    </message>
    <message>
        <source>The store holds something else where Wardcast wrote the counts of monitoring.</source>
        <translation>Der Datenspeicher enthält etwas anderes, wo Wardcast die Zählungen der Überwachung geschrieben hat.</translation>
    </message>
    <message>
        <source>The store is damaged.</source>
        <translation>Der Datenspeicher ist beschädigt.</translation>
    </message>
    <message>
        <source>The system does not let Wardcast listen at port {port} of {address}: {reason}.</source>
        <translation>Das System lässt Wardcast nicht an Port {port} von {address} antworten: {reason}.</translation>
    </message>
    <message>
        <source>The text is not UTF-8; it was read as Windows-1252. Check names with accents.</source>
        <translation>Der Text ist kein UTF-8; er wurde als Windows-1252 gelesen. Prüfen Sie Namen mit Umlauten und Akzenten.</translation>
    </message>
    <message>
        <source>The {level:.0%} interval held {share:.1%} of {rows:,} held-out rows, as promised; nor did fewer hold than chance explains in any of {parts:,} subgroups of {least:,} rows or more.</source>
        <translation>Der Bereich mit {level:.0%} traf bei {share:.1%} von {rows:,} zurückgehaltenen Zeilen zu, wie zugesagt; auch in keiner von {parts:,} Untergruppen mit mindestens {least:,} Zeilen seltener, als der Zufall erklärt.</translation>
    </message>
    <message>
        <source>The {level:.0%} interval held {share:.1%} of {rows:,} held-out rows, less often than chance could explain (p = {chance:.2g}, Holm over {looks:,} looks; below {limit:g} refuses).</source>
        <translation>Der Bereich mit {level:.0%} traf bei {share:.1%} von {rows:,} zurückgehaltenen Zeilen zu, seltener, als der Zufall erklären könnte (p = {chance:.2g}, Holm über {looks:,} Prüfungen; unter {limit:g} wird abgelehnt).</translation>
    </message>
    <message>
        <source>The {level:.0%} interval held {share:.1%} of {rows:,} held-out rows: fewer than promised, though chance explains it; so it does in each of {parts:,} subgroups of {least:,} rows or more.</source>
        <translation>Der Bereich mit {level:.0%} traf bei {share:.1%} von {rows:,} zurückgehaltenen Zeilen zu: seltener als zugesagt, doch durch Zufall erklärlich; das gilt auch für jede von {parts:,} Untergruppen mit mindestens {least:,} Zeilen.</translation>
    </message>
    <message>
        <source>There is a site in {home} already.</source>
        <translation>In {home} gibt es bereits einen Standort.</translation>
    </message>
    <message>
        <source>There is an account "{name}" already.</source>
        <translation>Es gibt bereits ein Konto „{name}“.</translation>
    </message>
    <message>
        <source>There is no account of that name.</source>
        <translation>Es gibt kein Konto mit diesem Namen.</translation>
    </message>
    <message>
        <source>There is no folder {path}.</source>
        <translation>Es gibt keinen Ordner {path}.</translation>
    </message>
    <message>
        <source>There is no input {name!r}.</source>
        <translation>Es gibt keine Eingabe {name!r}.</translation>
    </message>
    <message>
        <source>There is no input {name!r}; did you mean {near!r}?</source>
        <translation>Es gibt keine Eingabe {name!r}; meinten Sie {near!r}?</translation>
    </message>
    <message>
        <source>There is no log key at {path}.</source>
        <translation>Unter {path} liegt kein Protokollschlüssel.</translation>
    </message>
    <message>
        <source>There is no site in {home}.</source>
        <translation>In {home} gibt es keinen Standort.</translation>
    </message>
    <message>
        <source>There is no store at {path}.</source>
        <translation>Unter {path} liegt kein Datenspeicher.</translation>
    </message>
    <message>
        <source>There is nothing to confirm about {name}.</source>
        <translation>Für {name} gibt es nichts zu bestätigen.</translation>
    </message>
    <message>
        <source>There was no pair of options to judge.</source>
        <translation>Es gab kein Paar von Optionen zu beurteilen.</translation>
    </message>
    <message>
        <source>These are the recovery words of another site.</source>
        <translation>Das sind die Wiederherstellungswörter eines anderen Standorts.</translation>
    </message>
    <message>
        <source>This cannot be the name of an account.</source>
        <translation>So kann kein Konto heißen.</translation>
    </message>
    <message>
        <source>This contradicts what is stored already.</source>
        <translation>Das widerspricht dem bereits Gespeicherten.</translation>
    </message>
    <message>
        <source>This file is a database, but not a store of Wardcast's.</source>
        <translation>Diese Datei ist eine Datenbank, aber kein Datenspeicher von Wardcast.</translation>
    </message>
    <message>
        <source>This is a top-10 common password.</source>
        <translation>Es gehört zu den 10 häufigsten Kennwörtern.</translation>
    </message>
    <message>
        <source>This is a top-100 common password.</source>
        <translation>Es gehört zu den 100 häufigsten Kennwörtern.</translation>
    </message>
    <message>
        <source>This is a very common password.</source>
        <translation>Es ist ein sehr häufiges Kennwort.</translation>
    </message>
    <message>
        <source>This is not an enrolment secret.</source>
        <translation>Das ist kein Einrichtungscode.</translation>
    </message>
    <message>
        <source>This is not an enrolment secret: it has another length.</source>
        <translation>Das ist kein Einrichtungscode: Die Länge stimmt nicht.</translation>
    </message>
    <message>
        <source>This is similar to a commonly used password.</source>
        <translation>Es ähnelt einem häufig verwendeten Kennwort.</translation>
    </message>
    <message>
        <source>This machine has no key store that keeps the log key safely.</source>
        <translation>Dieser Rechner hat keinen Schlüsselspeicher, der den Protokollschlüssel sicher aufbewahrt.</translation>
    </message>
    <message>
        <source>This machine's policy keeps the metrics off.</source>
        <translation>Die Richtlinie dieses Rechners hält die Metriken ausgeschaltet.</translation>
    </message>
    <message>
        <source>This password could be guessed.</source>
        <translation>Dieses Kennwort ließe sich erraten.</translation>
    </message>
    <message>
        <source>This receipt cannot be used: {reason}.</source>
        <translation>Dieser Beleg ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
        <source>This site's root is not the one that this machine trusts.</source>
        <translation>Der Stammschlüssel dieses Standorts ist nicht der, dem dieser Rechner vertraut.</translation>
    </message>
    <message>
        <source>This store belongs to a site already.</source>
        <translation>Dieser Datenspeicher gehört bereits zu einem Standort.</translation>
    </message>
    <message>
        <source>This store belongs to no site yet.</source>
        <translation>Dieser Datenspeicher gehört noch zu keinem Standort.</translation>
    </message>
    <message>
        <source>This store does not say which form it has.</source>
        <translation>Dieser Datenspeicher gibt nicht an, welche Form er hat.</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>Zu viele symbolische Verknüpfungen hintereinander</translation>
    </message>
    <message>
        <source>Train the model again from its data with this version of Wardcast.</source>
        <translation>Trainieren Sie das Modell mit dieser Version von Wardcast neu aus seinen Daten.</translation>
    </message>
    <message>
        <source>Training knew {label} of fewer than {few} patients.</source>
        <translation>Im Training war {label} von weniger als {few} Behandelten bekannt.</translation>
    </message>
    <message>
        <source>Training never saw this combination of {names}.</source>
        <translation>Diese Kombination kam im Training nie vor: {names}.</translation>
    </message>
    <message>
        <source>Try again. If it stays so, send the support bundle to your site's IT.</source>
        <translation>Versuchen Sie es erneut. Bleibt es dabei, senden Sie das Supportpaket an die IT Ihres Standorts.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look at the last picture and tell support what it shows.</source>
        <translation>Versuchen Sie es erneut; bleibt es dabei, sehen Sie sich das letzte Bild an, und beschreiben Sie es dem Support.</translation>
    </message>
    <message>
        <source>Type both again, or ask an administrator for a new enrolment secret.</source>
        <translation>Geben Sie beides erneut ein, oder bitten Sie die Administration um einen neuen Einrichtungscode.</translation>
    </message>
    <message>
        <source>Type both again; watch caps lock. If it stays so, ask an administrator to reset the account.</source>
        <translation>Geben Sie beides erneut ein; achten Sie auf die Feststelltaste. Bleibt es dabei, bitten Sie die Administration, das Konto zurückzusetzen.</translation>
    </message>
    <message>
        <source>Type the 24 letters and digits that the administrator handed out.</source>
        <translation>Geben Sie die 24 Buchstaben und Ziffern ein, die die Administration ausgegeben hat.</translation>
    </message>
    <message>
        <source>Type the password again; watch caps lock and the keyboard's language.</source>
        <translation>Geben Sie das Kennwort erneut ein; achten Sie auf die Feststelltaste und die Tastatursprache.</translation>
    </message>
    <message>
        <source>UTF-8 with a byte order mark</source>
        <translation>UTF-8 mit Byte-Reihenfolge-Markierung</translation>
    </message>
    <message>
        <source>Unlock or install the system's key store, or keep the key in a file instead, under an account that only Wardcast uses.</source>
        <translation>Entsperren oder installieren Sie den Schlüsselspeicher des Systems, oder bewahren Sie den Schlüssel stattdessen in einer Datei auf, unter einem Konto, das nur Wardcast verwendet.</translation>
    </message>
    <message>
        <source>Use 1 to 64 of these: the letters a to z, digits, dot, underscore, hyphen.</source>
        <translation>1 bis 64 Zeichen: a bis z, Ziffern, Punkt, Unterstrich, Bindestrich.</translation>
    </message>
    <message>
        <source>Use another folder for another site.</source>
        <translation>Verwenden Sie für einen anderen Standort einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Use four or more uncommon words that have nothing to do with each other.</source>
        <translation>Verwenden Sie mindestens vier seltene Wörter, die nichts miteinander zu tun haben.</translation>
    </message>
    <message>
        <source>Validated: submitted by {engineer}, approved by {approver}.</source>
        <translation>Validiert: eingereicht von {engineer}, freigegeben von {approver}.</translation>
    </message>
    <message>
        <source>Vary fewer inputs at once; those that stay are held as they were entered.</source>
        <translation>Variieren Sie weniger Angaben zugleich; die übrigen bleiben wie eingegeben.</translation>
    </message>
    <message>
        <source>Vary something else, or correct the case.</source>
        <translation>Variieren Sie etwas anderes, oder berichtigen Sie den Fall.</translation>
    </message>
    <message>
        <source>Verifying the log</source>
        <translation>Protokoll wird geprüft</translation>
    </message>
    <message>
        <source>Wait until other work on this site has ended, then try again.</source>
        <translation>Warten Sie, bis andere Arbeiten an diesem Standort beendet sind, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>What is kept at {path} is no key of a store.</source>
        <translation>Was unter {path} aufbewahrt wird, ist kein Schlüssel eines Datenspeichers.</translation>
    </message>
    <message>
        <source>What is kept at {place} is not a log key.</source>
        <translation>Was unter {place} aufbewahrt wird, ist kein Protokollschlüssel.</translation>
    </message>
    <message>
        <source>What the store holds about a person's keys was changed.</source>
        <translation>Was der Datenspeicher über die Schlüssel einer Person enthält, wurde verändert.</translation>
    </message>
    <message>
        <source>Where {input} is {value}, the model is worse than the plain mean: RMSE {rmse:.3f} against {mean:.3f} over {rows:,} held-out rows (p = {chance:.2g}, Holm over {parts:,} subgroups; below {limit:g} refuses).</source>
        <translation>{input}: {value}. Hier ist das Modell schlechter als das bloße Mittel: RMSE {rmse:.3f} gegenüber {mean:.3f} bei {rows:,} zurückgehaltenen Zeilen (p = {chance:.2g}, Holm über {parts:,} Untergruppen; unter {limit:g} wird abgelehnt).</translation>
    </message>
    <message>
        <source>Where {input} is {value}, the {level:.0%} interval held {share:.1%} of {rows:,} held-out rows, less often than chance could explain (p = {chance:.2g}, Holm over {looks:,} looks; below {limit:g} refuses).</source>
        <translation>{input}: {value}. Hier traf der Bereich mit {level:.0%} bei {share:.1%} von {rows:,} zurückgehaltenen Zeilen zu, seltener, als der Zufall erklären könnte (p = {chance:.2g}, Holm über {looks:,} Prüfungen; unter {limit:g} wird abgelehnt).</translation>
    </message>
    <message>
        <source>Whoever manages this machine can permit them in its policy file.</source>
        <translation>Wer diesen Rechner verwaltet, kann sie in seiner Richtliniendatei zulassen.</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>ein PDF</translation>
    </message>
    <message>
        <source>a checkpoint that does not end at its last record</source>
        <translation>einen Prüfpunkt, der nicht beim letzten Eintrag endet</translation>
    </message>
    <message>
        <source>a compressed file</source>
        <translation>eine komprimierte Datei</translation>
    </message>
    <message>
        <source>a document carries exactly one signature</source>
        <translation>ein Dokument trägt genau eine Signatur</translation>
    </message>
    <message>
        <source>a last record that cannot be read</source>
        <translation>einen letzten Eintrag, der sich nicht lesen lässt</translation>
    </message>
    <message>
        <source>a line break</source>
        <translation>einen Zeilenumbruch</translation>
    </message>
    <message>
        <source>a newest checkpoint that does not fit what is stored with it</source>
        <translation>einen jüngsten Prüfpunkt, der nicht zu dem passt, was mit ihm gespeichert ist</translation>
    </message>
    <message>
        <source>a newest checkpoint that does not hold</source>
        <translation>einen jüngsten Prüfpunkt, der ungültig ist</translation>
    </message>
    <message>
        <source>a part of it has a length that no record has</source>
        <translation>ein Teil davon hat eine Länge, die kein Eintrag hat</translation>
    </message>
    <message>
        <source>a person needs at least one role</source>
        <translation>eine Person braucht mindestens eine Rolle</translation>
    </message>
    <message>
        <source>a signature does not hold</source>
        <translation>eine Signatur ist ungültig</translation>
    </message>
    <message>
        <source>a signature is about another model</source>
        <translation>eine Signatur gilt einem anderen Modell</translation>
    </message>
    <message>
        <source>a tab</source>
        <translation>einen Tabulator</translation>
    </message>
    <message>
        <source>a workbook of an older kind</source>
        <translation>eine Arbeitsmappe älterer Art</translation>
    </message>
    <message>
        <source>a workbook or another packed file</source>
        <translation>eine Arbeitsmappe oder eine andere gepackte Datei</translation>
    </message>
    <message>
        <source>a {payload_type} was expected here</source>
        <translation>hier wurde {payload_type} erwartet</translation>
    </message>
    <message>
        <source>account-add</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>account-confirm</source>
        <translation>Konto bestätigen</translation>
    </message>
    <message>
        <source>account-disable</source>
        <translation>Konto deaktivieren</translation>
    </message>
    <message>
        <source>account-list</source>
        <translation>Konten anzeigen</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administration</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>allem</translation>
    </message>
    <message>
        <source>approver</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>at least {low:.10g}</source>
        <translation>mindestens {low:.10g}</translation>
    </message>
    <message>
        <source>audit-list</source>
        <translation>Protokoll anzeigen</translation>
    </message>
    <message>
        <source>audit-show</source>
        <translation>Protokolleintrag öffnen</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>below {high:.10g}</source>
        <translation>unter {high:.10g}</translation>
    </message>
    <message>
        <source>centre: one per input is needed</source>
        <translation>centre: je Eingabe wird ein Wert benötigt</translation>
    </message>
    <message>
        <source>clinician</source>
        <translation>Behandlung</translation>
    </message>
    <message>
        <source>combinations: not as wide as the contract's combination</source>
        <translation>combinations: nicht so breit wie die Kombination des Vertrags</translation>
    </message>
    <message>
        <source>compromised</source>
        <translation>als kompromittiert gemeldet</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>engineer</source>
        <translation>Modellentwicklung</translation>
    </message>
    <message>
        <source>feature: no such input</source>
        <translation>feature: diese Eingabe gibt es nicht</translation>
    </message>
    <message>
        <source>file {path}, readable for its owner only</source>
        <translation>Datei {path}, nur für das Eigentümerkonto lesbar</translation>
    </message>
    <message>
        <source>has 1 cell, the header has {width:,}</source>
        <translation>hat 1 Zelle, die Kopfzeile hat {width:,}</translation>
    </message>
    <message>
        <source>has {count:,} cells, the header has {width:,}</source>
        <translation>hat {count:,} Zellen, die Kopfzeile hat {width:,}</translation>
    </message>
    <message>
        <source>has {count:,} further keys that are no columns</source>
        <translation>hat {count:,} weitere Schlüssel, die keine Spalten sind</translation>
    </message>
    <message>
        <source>has {count:,} keys; the contract has {known:,}</source>
        <translation>hat {count:,} Schlüssel; der Vertrag hat {known:,}</translation>
    </message>
    <message>
        <source>holds {character}, which is not to be seen; type it anew, in one line</source>
        <translation>enthält {character}, was nicht zu sehen ist; bitte neu und in einer Zeile eingeben</translation>
    </message>
    <message>
        <source>inputs: not one per input of the contract</source>
        <translation>inputs: nicht einer je Eingabe des Vertrags</translation>
    </message>
    <message>
        <source>inputs: {name} has {count} values</source>
        <translation>inputs: {name} hat {count} Werte</translation>
    </message>
    <message>
        <source>inputs: {name} is a {type}</source>
        <translation>inputs: {name} ist vom Typ {type}</translation>
    </message>
    <message>
        <source>is missing; permitted: {words}</source>
        <translation>fehlt; zulässig: {words}</translation>
    </message>
    <message>
        <source>is no column of the contract</source>
        <translation>ist keine Spalte des Vertrags</translation>
    </message>
    <message>
        <source>is not a number; permitted: {words}</source>
        <translation>ist keine Zahl; zulässig: {words}</translation>
    </message>
    <message>
        <source>is not in the formulary for {column} {value}; permitted: {choices}</source>
        <translation>steht nicht auf der Arzneimittelliste für {column} {value}; zulässig: {choices}</translation>
    </message>
    <message>
        <source>is not one of the permitted numbers; permitted: {words}</source>
        <translation>ist keine der zulässigen Zahlen; zulässig: {words}</translation>
    </message>
    <message>
        <source>is not permitted; permitted: {words}</source>
        <translation>ist nicht zulässig; zulässig: {words}</translation>
    </message>
    <message>
        <source>is outside the permitted range; permitted: {words}</source>
        <translation>liegt außerhalb des zulässigen Bereichs; zulässig: {words}</translation>
    </message>
    <message>
        <source>is what is predicted: leave it out</source>
        <translation>wird vorhergesagt: bitte weglassen</translation>
    </message>
    <message>
        <source>it belongs to another log</source>
        <translation>er gehört zu einem anderen Protokoll</translation>
    </message>
    <message>
        <source>it is not in the form of a checkpoint</source>
        <translation>er hat nicht die Form eines Prüfpunkts</translation>
    </message>
    <message>
        <source>it is signed with another key</source>
        <translation>er ist mit einem anderen Schlüssel signiert</translation>
    </message>
    <message>
        <source>it is the checkpoint of another log</source>
        <translation>er ist der Prüfpunkt eines anderen Protokolls</translation>
    </message>
    <message>
        <source>it was written as record {written}</source>
        <translation>er wurde als Eintrag {written} geschrieben</translation>
    </message>
    <message>
        <source>its clear part is not in the one form that Wardcast writes</source>
        <translation>sein unverschlüsselter Teil hat nicht die Form, die Wardcast schreibt</translation>
    </message>
    <message>
        <source>its contents are not what was recorded</source>
        <translation>sein Inhalt ist nicht das, was protokolliert wurde</translation>
    </message>
    <message>
        <source>its epoch was started before</source>
        <translation>sein Abschnitt wurde bereits früher eröffnet</translation>
    </message>
    <message>
        <source>its signature does not hold</source>
        <translation>seine Signatur ist ungültig</translation>
    </message>
    <message>
        <source>key store {store}, entry "{name}"</source>
        <translation>Schlüsselspeicher {store}, Eintrag „{name}“</translation>
    </message>
    <message>
        <source>left, right: nodes that do not form trees</source>
        <translation>left, right: Knoten, die keine Bäume bilden</translation>
    </message>
    <message>
        <source>level_set: a set where a number is asked</source>
        <translation>level_set: eine Wertemenge, wo nach einer Zahl gefragt wird</translation>
    </message>
    <message>
        <source>level_set: no such set</source>
        <translation>level_set: diese Wertemenge gibt es nicht</translation>
    </message>
    <message>
        <source>level_set: one on a leaf</source>
        <translation>level_set: eine Wertemenge an einem Blatt</translation>
    </message>
    <message>
        <source>levels: a code that the category lacks</source>
        <translation>levels: ein Code, den die Kategorie nicht hat</translation>
    </message>
    <message>
        <source>levels: a set that no node uses</source>
        <translation>levels: eine Wertemenge, die kein Knoten verwendet</translation>
    </message>
    <message>
        <source>levels: more different sets than can be held ready</source>
        <translation>levels: mehr verschiedene Wertemengen, als bereitgehalten werden können</translation>
    </message>
    <message>
        <source>levels: not as wide as the widest category</source>
        <translation>levels: nicht so breit wie die breiteste Kategorie</translation>
    </message>
    <message>
        <source>missing_left: a direction on a leaf</source>
        <translation>missing_left: eine Richtung an einem Blatt</translation>
    </message>
    <message>
        <source>missing_left: neither 0 nor 1</source>
        <translation>missing_left: weder 0 noch 1</translation>
    </message>
    <message>
        <source>model-activate</source>
        <translation>Modell aktivieren</translation>
    </message>
    <message>
        <source>model-approve</source>
        <translation>Modell freigeben</translation>
    </message>
    <message>
        <source>model-export</source>
        <translation>Modell exportieren</translation>
    </message>
    <message>
        <source>model-list</source>
        <translation>Modelle anzeigen</translation>
    </message>
    <message>
        <source>model-submit</source>
        <translation>Modell einreichen</translation>
    </message>
    <message>
        <source>monitoring-show</source>
        <translation>Überwachung anzeigen</translation>
    </message>
    <message>
        <source>must be a number; permitted: {words}</source>
        <translation>muss eine Zahl sein; zulässig: {words}</translation>
    </message>
    <message>
        <source>must be a whole number; permitted: {words}</source>
        <translation>muss eine ganze Zahl sein; zulässig: {words}</translation>
    </message>
    <message>
        <source>must be text of 1 to {most} characters</source>
        <translation>muss ein Text von 1 bis {most} Zeichen sein</translation>
    </message>
    <message>
        <source>must be text; permitted: {words}</source>
        <translation>muss ein Text sein; zulässig: {words}</translation>
    </message>
    <message>
        <source>no checkpoint covers record {seq}</source>
        <translation>kein Prüfpunkt erfasst Eintrag {seq}</translation>
    </message>
    <message>
        <source>no longer what this program wrote to it</source>
        <translation>nicht mehr das, was dieses Programm hineingeschrieben hat</translation>
    </message>
    <message>
        <source>nobody is administrator</source>
        <translation>niemand hat die Rolle Administration</translation>
    </message>
    <message>
        <source>not canonical JSON: {kind}</source>
        <translation>kein kanonisches JSON: {kind}</translation>
    </message>
    <message>
        <source>nothing before it started its epoch</source>
        <translation>kein früherer Eintrag hat seinen Abschnitt eröffnet</translation>
    </message>
    <message>
        <source>nothing of what this program wrote to it</source>
        <translation>nichts von dem, was dieses Programm hineingeschrieben hat</translation>
    </message>
    <message>
        <source>one of {names}</source>
        <translation>einer der Werte {names}</translation>
    </message>
    <message>
        <source>one of {numbers}</source>
        <translation>einer der Werte {numbers}</translation>
    </message>
    <message>
        <source>only a record that starts an epoch carries sealed keys, and each does</source>
        <translation>nur ein Eintrag, der einen Abschnitt eröffnet, trägt versiegelte Schlüssel, und jeder solche trägt sie</translation>
    </message>
    <message>
        <source>predict</source>
        <translation>Vorhersagen abrufen</translation>
    </message>
    <message>
        <source>predictor/: other files than its structure names</source>
        <translation>predictor/: andere Dateien, als die Struktur nennt</translation>
    </message>
    <message>
        <source>prototypes: a code that the contract does not have</source>
        <translation>prototypes: ein Code, den der Vertrag nicht hat</translation>
    </message>
    <message>
        <source>record {seq} cannot be read: {detail}</source>
        <translation>Eintrag {seq} lässt sich nicht lesen: {detail}</translation>
    </message>
    <message>
        <source>record {seq} is missing</source>
        <translation>Eintrag {seq} fehlt</translation>
    </message>
    <message>
        <source>record {seq} is missing: a checkpoint covers {signed} records</source>
        <translation>Eintrag {seq} fehlt: Ein Prüfpunkt erfasst {signed} Einträge</translation>
    </message>
    <message>
        <source>record {seq} is missing: the receipt covers {covered} records</source>
        <translation>Eintrag {seq} fehlt: Der Beleg erfasst {covered} Einträge</translation>
    </message>
    <message>
        <source>record {seq}: {reason}</source>
        <translation>Eintrag {seq}: {reason}</translation>
    </message>
    <message>
        <source>records {first} to {last} are not those that the checkpoint signs</source>
        <translation>die Einträge {first} bis {last} sind nicht die, für die der Prüfpunkt signiert ist</translation>
    </message>
    <message>
        <source>records, but no checkpoint over them</source>
        <translation>Einträge, aber keinen Prüfpunkt dazu</translation>
    </message>
    <message>
        <source>root: a tree deeper than {most}</source>
        <translation>root: ein Baum tiefer als {most}</translation>
    </message>
    <message>
        <source>root: a tree without a node</source>
        <translation>root: ein Baum ohne Knoten</translation>
    </message>
    <message>
        <source>root: at least one tree is needed</source>
        <translation>root: mindestens ein Baum wird benötigt</translation>
    </message>
    <message>
        <source>root: the trees do not fill the nodes</source>
        <translation>root: die Bäume füllen die Knoten nicht aus</translation>
    </message>
    <message>
        <source>signatures.json: not one submission, then one approval.</source>
        <translation>signatures.json: nicht eine Einreichung und danach eine Freigabe.</translation>
    </message>
    <message>
        <source>signatures.json: the same person or key signed twice.</source>
        <translation>signatures.json: dieselbe Person oder derselbe Schlüssel hat zweimal signiert.</translation>
    </message>
    <message>
        <source>signatures.json: {reason}.</source>
        <translation>signatures.json: {reason}.</translation>
    </message>
    <message>
        <source>signatures.json: {where} is not as it must be.</source>
        <translation>signatures.json: {where} ist nicht so, wie es sein muss.</translation>
    </message>
    <message>
        <source>site-configure</source>
        <translation>Standort konfigurieren</translation>
    </message>
    <message>
        <source>table: one per value is needed</source>
        <translation>table: je Wert wird ein Eintrag benötigt</translation>
    </message>
    <message>
        <source>text stands behind a closing quote</source>
        <translation>hat Text hinter einem schließenden Anführungszeichen</translation>
    </message>
    <message>
        <source>the bytes are JSON but not in canonical form</source>
        <translation>die Bytes sind JSON, aber nicht in kanonischer Form</translation>
    </message>
    <message>
        <source>the character {code}</source>
        <translation>das Zeichen {code}</translation>
    </message>
    <message>
        <source>the checkpoint over {size} records: {reason}</source>
        <translation>der Prüfpunkt über {size} Einträge: {reason}</translation>
    </message>
    <message>
        <source>the envelope is not in its canonical form</source>
        <translation>der Umschlag hat nicht seine kanonische Form</translation>
    </message>
    <message>
        <source>the epoch committed to another key</source>
        <translation>der Abschnitt hat sich auf einen anderen Schlüssel festgelegt</translation>
    </message>
    <message>
        <source>the first {size} records are not those that the receipt was given for</source>
        <translation>die ersten {size} Einträge sind nicht die, für die der Beleg ausgestellt wurde</translation>
    </message>
    <message>
        <source>the peaks over {size} records are not those of the tree</source>
        <translation>die Spitzen über {size} Einträge sind nicht die des Baums</translation>
    </message>
    <message>
        <source>the sealed part does not fit its key and its header</source>
        <translation>der versiegelte Teil passt nicht zu seinem Schlüssel und seinem Kopf</translation>
    </message>
    <message>
        <source>there are records numbered below 0</source>
        <translation>es gibt Einträge mit Nummern unter 0</translation>
    </message>
    <message>
        <source>there is a checkpoint over no records</source>
        <translation>es gibt einen Prüfpunkt über keinen Eintrag</translation>
    </message>
    <message>
        <source>this is not a DSSE envelope</source>
        <translation>das ist kein DSSE-Umschlag</translation>
    </message>
    <message>
        <source>threshold: one on a leaf</source>
        <translation>threshold: ein Schwellenwert an einem Blatt</translation>
    </message>
    <message>
        <source>threshold: one where a category is asked</source>
        <translation>threshold: ein Schwellenwert, wo nach einer Kategorie gefragt wird</translation>
    </message>
    <message>
        <source>too many values to name</source>
        <translation>zu viele Werte, um sie zu nennen</translation>
    </message>
    <message>
        <source>two people have the same name</source>
        <translation>zwei Personen haben denselben Namen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>up to {high:.10g}</source>
        <translation>bis {high:.10g}</translation>
    </message>
    <message>
        <source>value: a score on a node that is not a leaf</source>
        <translation>value: ein Punktwert an einem Knoten, der kein Blatt ist</translation>
    </message>
    <message>
        <source>weight: one per input is needed</source>
        <translation>weight: je Eingabe wird ein Wert benötigt</translation>
    </message>
    <message>
        <source>who approved this model</source>
        <translation>hat dieses Modell freigegeben</translation>
    </message>
    <message>
        <source>who makes the accounts must not release models</source>
        <translation>wer die Konten anlegt, darf keine Modelle freigeben</translation>
    </message>
    <message>
        <source>who runs the machine must not read the patients' data in the log</source>
        <translation>wer den Rechner verwaltet, darf die Daten der Behandelten im Protokoll nicht lesen</translation>
    </message>
    <message>
        <source>who submitted this model</source>
        <translation>hat dieses Modell eingereicht</translation>
    </message>
    <message>
        <source>who trains models must not read the patients' references in the log</source>
        <translation>wer Modelle trainiert, darf die Patientenkennungen im Protokoll nicht lesen</translation>
    </message>
    <message>
        <source>{contract} is not the contract that the manifest names.</source>
        <translation>{contract} ist nicht der Vertrag, den das Manifest nennt.</translation>
    </message>
    <message>
        <source>{count} ranked options in {groups} groups. Within a group no two options are told apart; the first of a group is told apart from every option of the groups below.</source>
        <translation>{count} Optionen mit Rang in {groups} Gruppen. Innerhalb einer Gruppe werden keine zwei Optionen unterschieden; die erste einer Gruppe unterscheidet sich von jeder Option der Gruppen darunter.</translation>
    </message>
    <message>
        <source>{file} holds an entry whose name no file of a package has.</source>
        <translation>{file} enthält einen Eintrag mit einem Namen, den keine Datei eines Pakets hat.</translation>
    </message>
    <message>
        <source>{file} holds more than a package may.</source>
        <translation>{file} enthält mehr, als ein Paket enthalten darf.</translation>
    </message>
    <message>
        <source>{file} holds {name} more than once.</source>
        <translation>{file} enthält {name} mehr als einmal.</translation>
    </message>
    <message>
        <source>{file} is not a package as it was written.</source>
        <translation>{file} ist kein Paket, wie es geschrieben wurde.</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} oder {second}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}, {second}</translation>
    </message>
    <message>
        <source>{folder} holds more than {most} files.</source>
        <translation>{folder} enthält mehr als {most} Dateien.</translation>
    </message>
    <message>
        <source>{folder} is a link.</source>
        <translation>{folder} ist eine Verknüpfung.</translation>
    </message>
    <message>
        <source>{found:,} of {rows:,} rows held out ({share:.1%}) are of patients that were learnt from: the split is wrong, and every figure too good.</source>
        <translation>{found:,} von {rows:,} zurückgehaltenen Zeilen ({share:.1%}) gehören zu Patientenkennungen, aus denen gelernt wurde: Die Aufteilung ist falsch und jede Kennzahl zu gut.</translation>
    </message>
    <message>
        <source>{found:,} of {rows:,} rows held out ({share:.1%}) stand under another patient among the others, with the same inputs and outcome, which chance does not explain: one patient under two references, so figures are too good. Find them with the data check.</source>
        <translation>{found:,} von {rows:,} zurückgehaltenen Zeilen ({share:.1%}) stehen unter einer anderen Patientenkennung auch in den übrigen, mit denselben Eingaben und derselben Zielgröße, was der Zufall nicht erklärt: dieselbe Person unter zwei Kennungen, daher sind die Kennzahlen zu gut. Die Datenprüfung zeigt sie.</translation>
    </message>
    <message>
        <source>{guessed} {hint}</source>
        <translation>{guessed} {hint}</translation>
    </message>
    <message>
        <source>{heading!r} is matched with {count} columns.</source>
        <translation>{heading!r} ist {count} Spalten zugeordnet.</translation>
    </message>
    <message>
        <source>{label} alone tells {share:.1%} of what varies in the outcome: it gives the outcome away. Leave it out of the contract unless it is known before.</source>
        <translation>{label} allein erklärt {share:.1%} der Streuung der Zielgröße und verrät sie damit. Lassen Sie die Eingabe aus dem Vertrag weg, außer sie ist vorher bekannt.</translation>
    </message>
    <message>
        <source>{label} alone tells {share:.1%} of what varies in the outcome: make sure that it is known before the outcome is.</source>
        <translation>{label} allein erklärt {share:.1%} der Streuung der Zielgröße: Stellen Sie sicher, dass die Eingabe vor der Zielgröße bekannt ist.</translation>
    </message>
    <message>
        <source>{label} is known only after treatment began, and the model must know it: it was held as entered, as if no option changed it.</source>
        <translation>{label} ist erst nach Behandlungsbeginn bekannt, und das Modell muss diese Angabe kennen: Sie blieb wie eingegeben, als änderte keine Option sie.</translation>
    </message>
    <message>
        <source>{label} is known only after treatment began, so it counts as unknown in every option.</source>
        <translation>{label} ist erst nach Behandlungsbeginn bekannt und gilt daher in jeder Option als unbekannt.</translation>
    </message>
    <message>
        <source>{label} is known only after treatment began. Each option is averaged over what training saw with it.</source>
        <translation>{label} ist erst nach Behandlungsbeginn bekannt. Jede Option ist über das gemittelt, was das Training dazu kannte.</translation>
    </message>
    <message>
        <source>{label} is known only after treatment began: nobody can choose it.</source>
        <translation>{label} ist erst nach Behandlungsbeginn bekannt: Das kann niemand wählen.</translation>
    </message>
    <message>
        <source>{label} is unknown, as with fewer than {few} patients of training.</source>
        <translation>{label} ist unbekannt, wie bei weniger als {few} Behandelten im Training.</translation>
    </message>
    <message>
        <source>{label} is unknown: averaged over what training saw with the rest.</source>
        <translation>{label} ist unbekannt: gemittelt über das, was das Training zu den übrigen Angaben kannte.</translation>
    </message>
    <message>
        <source>{label} is {value}, as with fewer than {few} patients of training.</source>
        <translation>{label}: {value}, wie bei weniger als {few} Behandelten im Training.</translation>
    </message>
    <message>
        <source>{label} {values}</source>
        <translation>{label} {values}</translation>
    </message>
    <message>
        <source>{label} {value} lies above {high:.10g}, as with fewer than {few} patients of training.</source>
        <translation>{label} {value} liegt über {high:.10g}, wie bei weniger als {few} Behandelten im Training.</translation>
    </message>
    <message>
        <source>{label} {value} lies at the rim of training.</source>
        <translation>{label} {value} liegt am Rand der Trainingsdaten.</translation>
    </message>
    <message>
        <source>{label} {value} lies below {low:.10g}, as with fewer than {few} patients of training.</source>
        <translation>{label} {value} liegt unter {low:.10g}, wie bei weniger als {few} Behandelten im Training.</translation>
    </message>
    <message>
        <source>{low:.10g} to {high:.10g}</source>
        <translation>{low:.10g} bis {high:.10g}</translation>
    </message>
    <message>
        <source>{low:.15g} to {high:.15g}</source>
        <translation>{low:.15g} bis {high:.15g}</translation>
    </message>
    <message>
        <source>{low:.6g} to below {high:.6g}</source>
        <translation>{low:.6g} bis unter {high:.6g}</translation>
    </message>
    <message>
        <source>{low:.6g} to {high:.6g}</source>
        <translation>{low:.6g} bis {high:.6g}</translation>
    </message>
    <message>
        <source>{lower}, {higher}</source>
        <translation>{lower}; {higher}</translation>
    </message>
    <message>
        <source>{name!r}</source>
        <translation>{name!r}</translation>
    </message>
    <message>
        <source>{name!r} (did you mean {near!r}?)</source>
        <translation>{name!r} (meinten Sie {near!r}?)</translation>
    </message>
    <message>
        <source>{names} make more than {most} options, which is the most that is compared.</source>
        <translation>{names} ergeben mehr als {most} Optionen; mehr werden nicht verglichen.</translation>
    </message>
    <message>
        <source>{name} changed while it was read.</source>
        <translation>{name} wurde während des Lesens verändert.</translation>
    </message>
    <message>
        <source>{name} did not answer.</source>
        <translation>{name} hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>{name} has more than {most:,} columns.</source>
        <translation>{name} hat mehr als {most:,} Spalten.</translation>
    </message>
    <message>
        <source>{name} has no readable header in line {line}.</source>
        <translation>{name} hat in Zeile {line} keine lesbare Kopfzeile.</translation>
    </message>
    <message>
        <source>{name} has {size:,} bytes, more than a package may.</source>
        <translation>{name} hat {size:,} Bytes, mehr als ein Paket haben darf.</translation>
    </message>
    <message>
        <source>{name} holds a NUL character in line {line}; a text file has none.</source>
        <translation>{name} enthält in Zeile {line} ein NUL-Zeichen; eine Textdatei hat keines.</translation>
    </message>
    <message>
        <source>{name} holds a header and no row.</source>
        <translation>{name} enthält eine Kopfzeile, aber keine weitere Zeile.</translation>
    </message>
    <message>
        <source>{name} in {file} is compressed.</source>
        <translation>{name} in {file} ist komprimiert.</translation>
    </message>
    <message>
        <source>{name} in {folder} is a folder too many.</source>
        <translation>{name} in {folder} ist ein Ordner zu viel.</translation>
    </message>
    <message>
        <source>{name} in {folder} is a link.</source>
        <translation>{name} in {folder} ist eine Verknüpfung.</translation>
    </message>
    <message>
        <source>{name} in {folder} is not a plain file.</source>
        <translation>{name} in {folder} ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} ist leer.</translation>
    </message>
    <message>
        <source>{name} is larger than {most} GiB, the most that is read.</source>
        <translation>{name} ist größer als {most} GiB; mehr wird nicht gelesen.</translation>
    </message>
    <message>
        <source>{name} is missing from the package.</source>
        <translation>{name} fehlt im Paket.</translation>
    </message>
    <message>
        <source>{name} is neither {encoding} nor another text that is read.</source>
        <translation>{name} ist weder {encoding} noch anderer Text, der gelesen wird.</translation>
    </message>
    <message>
        <source>{name} is no longer signed in: the account was changed.</source>
        <translation>{name} ist nicht mehr angemeldet: Das Konto wurde geändert.</translation>
    </message>
    <message>
        <source>{name} is not a JSON number</source>
        <translation>{name} ist keine JSON-Zahl</translation>
    </message>
    <message>
        <source>{name} is not named by the manifest.</source>
        <translation>{name} ist im Manifest nicht genannt.</translation>
    </message>
    <message>
        <source>{name} is not the file that the manifest names.</source>
        <translation>{name} ist nicht die Datei, die das Manifest nennt.</translation>
    </message>
    <message>
        <source>{name} is {kind}, not a text file.</source>
        <translation>{name} ist {kind}, keine Textdatei.</translation>
    </message>
    <message>
        <source>{name} lacks columns that the model needs: {hints}.</source>
        <translation>{name} fehlen Spalten, die das Modell braucht: {hints}.</translation>
    </message>
    <message>
        <source>{name} may not activate models, yet signed an activation.</source>
        <translation>{name} darf keine Modelle aktivieren, hat aber eine Aktivierung signiert.</translation>
    </message>
    <message>
        <source>{name} may not do this: "{permission}" needs the role {able}.</source>
        <translation>{name} darf das nicht: „{permission}“ erfordert die Rolle {able}.</translation>
    </message>
    <message>
        <source>{name} submitted {version} and cannot approve it.</source>
        <translation>{name} hat {version} eingereicht und kann es nicht freigeben.</translation>
    </message>
    <message>
        <source>{name}, line {line} is longer than {most:,} characters.</source>
        <translation>{name}, Zeile {line} ist länger als {most:,} Zeichen.</translation>
    </message>
    <message>
        <source>{name}, line {line}: a cell is longer than {most:,} characters.</source>
        <translation>{name}, Zeile {line}: Eine Zelle ist länger als {most:,} Zeichen.</translation>
    </message>
    <message>
        <source>{name}, {deed}, is no {role} at this site.</source>
        <translation>{name} ({deed}) hat an diesem Standort nicht die Rolle {role}.</translation>
    </message>
    <message>
        <source>{name}, {deed}, is not known at this site with this key.</source>
        <translation>{name} ({deed}) ist an diesem Standort mit diesem Schlüssel nicht bekannt.</translation>
    </message>
    <message>
        <source>{name}: a child that is not after its parent in its tree</source>
        <translation>{name}: ein Kindknoten, der in seinem Baum nicht nach seinem Elternknoten steht</translation>
    </message>
    <message>
        <source>{name}: a leaf with a child</source>
        <translation>{name}: ein Blatt mit einem Kindknoten</translation>
    </message>
    <message>
        <source>{name}: a quote that opens in line {line} or soon after is not closed, or a cell there is longer than {most:,} characters.</source>
        <translation>{name}: Ein Anführungszeichen, das in Zeile {line} oder kurz danach öffnet, wird nicht geschlossen, oder eine Zelle dort ist länger als {most:,} Zeichen.</translation>
    </message>
    <message>
        <source>{name}: column {place} has no name in the header (line {line}).</source>
        <translation>{name}: Spalte {place} hat in der Kopfzeile (Zeile {line}) keinen Namen.</translation>
    </message>
    <message>
        <source>{name}: it is not what it must be.</source>
        <translation>{name}: Die Datei ist nicht so, wie sie sein muss.</translation>
    </message>
    <message>
        <source>{name}: its file has not the size of its shape</source>
        <translation>{name}: die Größe der Datei passt nicht zu ihrer Form</translation>
    </message>
    <message>
        <source>{name}: more than a report may be.</source>
        <translation>{name}: größer, als ein Bericht sein darf.</translation>
    </message>
    <message>
        <source>{name}: more than {most:,} rows do not fit the header.</source>
        <translation>{name}: Mehr als {most:,} Zeilen passen nicht zur Kopfzeile.</translation>
    </message>
    <message>
        <source>{name}: no row fits the header; line {line} {reason}.</source>
        <translation>{name}: Keine Zeile passt zur Kopfzeile; Zeile {line} {reason}.</translation>
    </message>
    <message>
        <source>{name}: not finite, or beyond 1e12</source>
        <translation>{name}: nicht endlich oder jenseits von 1e12</translation>
    </message>
    <message>
        <source>{name}: not the inputs of the contract.</source>
        <translation>{name}: Das sind nicht die Eingaben des Vertrags.</translation>
    </message>
    <message>
        <source>{name}: one per node is needed</source>
        <translation>{name}: je Knoten wird ein Wert benötigt</translation>
    </message>
    <message>
        <source>{name}: {column!r} is the name of the columns {places}.</source>
        <translation>{name}: {column!r} ist der Name der Spalten {places}.</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>{name}: {reason}.</source>
        <translation>{name}: {reason}.</translation>
    </message>
    <message>
        <source>{name}: {where} is not what it must be.</source>
        <translation>{name}: {where} ist nicht so, wie es sein muss.</translation>
    </message>
    <message>
        <source>{number:.10g}</source>
        <translation>{number:.10g}</translation>
    </message>
    <message>
        <source>{number:.10g} {unit}</source>
        <translation>{number:.10g} {unit}</translation>
    </message>
    <message>
        <source>{number:.15g}</source>
        <translation>{number:.15g}</translation>
    </message>
    <message>
        <source>{path!r} is no path: {reason}.</source>
        <translation>{path!r} ist kein Pfad: {reason}.</translation>
    </message>
    <message>
        <source>{path} already exists.</source>
        <translation>{path} ist bereits vorhanden.</translation>
    </message>
    <message>
        <source>{path} cannot be opened.</source>
        <translation>{path} lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>{path} cannot be read.</source>
        <translation>{path} lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>{path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>{path} could not be used.</source>
        <translation>{path} konnte nicht verwendet werden.</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} ist ein Ordner.</translation>
    </message>
    <message>
        <source>{path} is damaged.</source>
        <translation>{path} ist beschädigt.</translation>
    </message>
    <message>
        <source>{path} is in use by other work.</source>
        <translation>{path} wird gerade anderweitig verwendet.</translation>
    </message>
    <message>
        <source>{path} is larger than {limit:,} bytes, the most that is read here.</source>
        <translation>{path} ist größer als {limit:,} Bytes; mehr wird hier nicht gelesen.</translation>
    </message>
    <message>
        <source>{path} is named for two things.</source>
        <translation>{path} ist für zwei Dinge angegeben.</translation>
    </message>
    <message>
        <source>{path} is not a regular file.</source>
        <translation>{path} ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>{path} is not a store of Wardcast's.</source>
        <translation>{path} ist kein Datenspeicher von Wardcast.</translation>
    </message>
    <message>
        <source>{path} is there already.</source>
        <translation>{path} ist bereits vorhanden.</translation>
    </message>
    <message>
        <source>{path} was made by a newer Wardcast.</source>
        <translation>{path} wurde von einem neueren Wardcast angelegt.</translation>
    </message>
    <message>
        <source>{path} was made by an older Wardcast.</source>
        <translation>{path} wurde von einem älteren Wardcast angelegt.</translation>
    </message>
    <message>
        <source>{path} was replaced while it was in use.</source>
        <translation>{path} wurde während der Verwendung ersetzt.</translation>
    </message>
    <message>
        <source>{promise} Outside training there is no promise.</source>
        <translation>{promise} Außerhalb des Trainings gilt keine Zusage.</translation>
    </message>
    <message>
        <source>{reference}: {mismatch}.</source>
        <translation>{reference}: {mismatch}.</translation>
    </message>
    <message>
        <source>{sentence} It was trained on synthetic data and is not for care.</source>
        <translation>{sentence} Es wurde mit synthetischen Daten trainiert und ist nicht für die Versorgung bestimmt.</translation>
    </message>
    <message>
        <source>{sentence} What was entered is not used.</source>
        <translation>{sentence} Das Eingegebene wird nicht verwendet.</translation>
    </message>
    <message>
        <source>{shown} and {more} more</source>
        <translation>{shown} und {more} weitere</translation>
    </message>
    <message>
        <source>{shown}, and {more} more inputs</source>
        <translation>{shown} und {more} weitere Angaben</translation>
    </message>
    <message>
        <source>{store} holds no log key named "{name}".</source>
        <translation>{store} enthält keinen Protokollschlüssel namens „{name}“.</translation>
    </message>
    <message>
        <source>{structure}: is missing</source>
        <translation>{structure}: fehlt</translation>
    </message>
    <message>
        <source>{structure}: its inputs are not those of the contract</source>
        <translation>{structure}: die Eingaben sind nicht die des Vertrags</translation>
    </message>
    <message>
        <source>{structure}: other arrays than a {form} form has</source>
        <translation>{structure}: andere Felder, als die Form {form} hat</translation>
    </message>
    <message>
        <source>{structure}: {reason}</source>
        <translation>{structure}: {reason}</translation>
    </message>
    <message>
        <source>{structure}: {where} is not what it must be</source>
        <translation>{structure}: {where} ist nicht so, wie es sein muss</translation>
    </message>
    <message>
        <source>{version} cannot be activated. {sentence}</source>
        <translation>{version} kann nicht aktiviert werden. {sentence}</translation>
    </message>
    <message>
        <source>{version} cannot be approved. {reasons}</source>
        <translation>{version} kann nicht freigegeben werden. {reasons}</translation>
    </message>
    <message>
        <source>{version} is active already.</source>
        <translation>{version} ist bereits aktiv.</translation>
    </message>
    <message>
        <source>{version} is approved already.</source>
        <translation>{version} ist bereits freigegeben.</translation>
    </message>
    <message>
        <source>{version} is here already.</source>
        <translation>{version} ist bereits vorhanden.</translation>
    </message>
    <message>
        <source>{version} was rejected.</source>
        <translation>{version} wurde zurückgewiesen.</translation>
    </message>
    <message>
        <source>{words} recovery words were expected, not {typed}.</source>
        <translation>Erwartet wurden {words} Wiederherstellungswörter, nicht {typed}.</translation>
    </message>
    <message>
        <source>{words} {unit}</source>
        <translation>{words} {unit}</translation>
    </message>
    <message>
        <source>{wrong} Did you mean "{near}"?</source>
        <translation>{wrong} Meinten Sie „{near}“?</translation>
    </message>
    <message>
        <source>{wrong}; did you mean {near!r}?</source>
        <translation>{wrong}; meinten Sie {near!r}?</translation>
    </message>
    <message>
        <source>{wrong}; known: {names}</source>
        <translation>{wrong}; bekannt: {names}</translation>
    </message>
    <message>
        <source>{wrong}; leave out the spaces around it</source>
        <translation>{wrong}; lassen Sie die Leerzeichen weg</translation>
    </message>
    <message>
        <source>{wrong}; write a decimal point in place of the comma</source>
        <translation>{wrong}; schreiben Sie statt des Kommas einen Dezimalpunkt</translation>
    </message>
</context>
</TS>
