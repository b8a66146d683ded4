//! What is read of each kind of file.

use super::*;

/// Asserts the commands of a file, each as its words joined by blanks, with `¿` behind a word that is not whole; and that
/// each word stands where it says.
#[track_caller]
fn check(name: &str, text: &str, expected: &[&str]) -> Vec<CommandLine> {
    let file = CommandFile::parse(FilePath::new(format!("/p/{name}")), text);
    let commands = file.map_or_else(Vec::new, |file| file.commands.into_vec());
    let slice = |span: Span| &text[usize::from(span.start())..usize::from(span.end())];
    let line = |command: &CommandLine| {
        assert!(
            slice(command.program).starts_with("nango"),
            "{}",
            slice(command.program)
        );
        let word = |word: &Word| {
            let written: String = slice(word.span).chars().filter(|it| !"\\'\"".contains(*it)).collect();
            let value: String = word.text.chars().filter(|it| !"\\'\"".contains(*it)).collect();
            assert!(written.starts_with(value.as_str()), "{written} is not {value}");
            format!("{}{}", word.text, if word.is_whole { "" } else { "¿" })
        };
        command.words.iter().map(word).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(commands.iter().map(line).collect::<Vec<_>>(), expected, "in {text}");
    commands
}

#[test]
fn words_of_a_shell() {
    check(
        "a.sh",
        "#!/bin/sh\n# nango no\nnango compile # yes\n  nango dev;nango pull a 'b c' && x",
        &["compile", "dev", "pull a b c"],
    );
    check(
        "a.sh",
        r#"nango dryrun a\ b --input '{"a": 1}' -m "{\"b\": \$}" -c={} "#,
        &[r#"dryrun a b --input {"a": 1} -m {"b": $} -c={}"#],
    );
    check(
        "a.sh",
        "nango dryrun deals \\\n  c1 \\\r\n  -e dev\r\nnango dev",
        &["dryrun deals c1 -e dev", "dev"],
    );
    check(
        "a.sh",
        "nango dryrun deals c1 > out.txt 2>&1 < /dev/null &\nnango dev &> log x | tee y",
        &["dryrun deals c1", "dev x"],
    );
}

#[test]
fn what_only_the_shell_knows() {
    check(
        "a.sh",
        r#"nango dryrun "$1" ${NAME:-a b} --environment=$E -e `x y` --input "{\"a\": $A}" $(cat x) '$b' $"#,
        &[r#"dryrun ¿ ¿ --environment=¿ -e ¿ --input {"a": ¿ ¿ $b $"#],
    );
    check(
        "a.sh",
        "nango dryrun <name> <CONNECTION ID> [options] {name} ... *.ts ~/x %NAME% {}",
        &["dryrun ¿ ¿ ¿ ¿ ¿ ¿ ¿ ¿ {}"],
    );
    check(
        "a.sh",
        "nango dryrun a b --input {\"a\":1} -m {\"a\":1,\"b\":2}",
        &["dryrun a b --input {a:1} -m {a:1¿"],
    );
    check("a.sh", "nango dryrun a b --input '{", &[]);
}

#[test]
fn text_of_a_here_document_is_no_command() {
    check(
        "a.sh",
        "cat <<EOF > x\nnango dryrun a\nEOF\nnango dev <<< nango",
        &["dev"],
    );
    check(
        "a.sh",
        "cat <<-'END'\n  nango dryrun a\n  END\nnango compile",
        &["compile"],
    );
}

#[test]
fn programs_that_run_nango() {
    let runners = "npx nango a\nnpx -y nango@0.71.10 b\nnpx --package=nango -- nango c\npnpm nango d\npnpm exec nango e\n\
        yarn dlx nango@latest f\nbunx nango g\nbun run nango h\nnpm exec -- nango i\nA=1 B='x y' CI=1 nango j\n\
        cross-env A=1 nango k\nif ! nango l; then nango m; fi\n(cd x && nango n)";
    let commands = check(
        "a.sh",
        runners,
        &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"],
    );
    assert_eq!(commands[1].pinned, Some(Some(Version::new(0, 71, 10))));
    assert_eq!(commands[5].pinned, Some(None));
    assert!(commands[9].sets_ci && !commands[10].sets_ci);
}

#[test]
fn programs_that_do_not() {
    check(
        "a.sh",
        "echo nango dryrun\nnpm --prefix ~/nango start\nnango-cli x\nnpm exec nango a\n./nango x\nx/nango y",
        &[],
    );
}

#[test]
fn folders() {
    let commands = check(
        "a.sh",
        "nango a\ncd flows/crm/ && nango b\n(cd ../x; nango c)\nnango d\ncd ..\nnango e\ncd \"$X\"; nango f",
        &["a", "b", "c", "d", "e", "f"],
    );
    let named = |name: &str| Folder::Named(name.into());
    let folders: Vec<_> = commands.into_iter().map(|command| command.folder).collect();
    assert_eq!(
        folders,
        [
            Folder::Start,
            named("crm"),
            named("x"),
            named("crm"),
            Folder::Unknown,
            Folder::Unknown,
        ]
    );
}

#[test]
fn scripts_of_a_package() {
    let text = r#"{ "name": "nango", "scripts": {
        "a": "nango dryrun a c1 --input '{\"id\": 1}' > out.txt",
        "b": "nango compile && echo done",
        "c": "echo \u006eango dryrun"
    } }"#;
    let commands = check("package.json", text, &["dryrun a c1 --input {\"id\": 1}", "compile"]);
    assert!(commands[0].is_open_ended && !commands[1].is_open_ended);
    check("package.json", "{ \"scripts\": { \"a\": \"nango", &[]);
}

#[test]
fn steps_of_a_workflow() {
    let text = "
on: push
jobs:
  build:
    steps:
      - run: npx nango compile # nango dev
      - name: nango deploy nothing
        run: |
          npm ci

          nango dryrun deals ${{ inputs.connection }} \\
            -e dev
      - run: >-
          nango deploy
          prod
          --debug
        working-directory: ./flows
      - run: \"nango deploy \\\"dev\\\"\"
      - run: 'nango dryrun a b -i ''{}'''
      - run: nango dryrun a
          --validate
      - with:
          text: |
            run: nango token
      - run: [nango, x]
      # - run: nango y
";
    let commands = check(
        ".github/workflows/ci.yml",
        text,
        &[
            "compile",
            "dryrun deals ¿ -e dev",
            "deploy prod --debug",
            "deploy dev",
            "dryrun a b -i {}",
            "dryrun a --validate",
        ],
    );
    assert!(commands[4].is_in_single_quotes);
    let file = CommandFile::parse(FilePath::new("/p/ci.yml"), text).unwrap();
    assert_eq!(*file.working_directories, [Some("flows".into())]);
    check("ci.yml", "  - run: nango x\n    shell: pwsh\n", &[]);
}

#[test]
fn jobs_of_gitlab() {
    let text = "
deploy:
  before_script: npm ci
  script:
    - cd flows
    - nango deploy prod
    - |
      nango compile
    - 'nango dev'
  rules:
    - if: nango x
other:
  script:
  - nango deploy $CI_ENVIRONMENT_NAME
  run: nango no
";
    check(".gitlab-ci.yml", text, &["deploy prod", "compile", "dev", "deploy ¿"]);
}

#[test]
fn fences_of_a_readme() {
    let text = "
# Run `nango dryrun`
nango dryrun prose
```bash
nango dryrun a \\
  c1
```
```console
$ nango dryrun b
nango output
$ echo \\
  nango x
```
~~~
It's prose.
nango dryrun c
~~~
```ts
nango.log();
nango dryrun d
```
```nango dryrun e```
1. nango dryrun f
   ```sh
   nango dryrun g
   ```
";
    check("README.md", text, &["dryrun a c1", "dryrun b", "dryrun c", "dryrun g"]);
}
