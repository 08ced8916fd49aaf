//! Names and titles in letters that their language does not have.

use super::command::check;

#[test]
fn letters_of_another_language_are_found_with_their_code_point_and_word() {
    let output = check(&["letters.geojson"]);
    let (out, talk) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    let tajik = "letters of Tajik (Cyrillic with ғ ӣ қ ӯ ҳ ҷ)";
    let kyrgyz = "letters of Kyrgyz (Cyrillic with ң ө ү)";
    let russian = "letters of Russian (Cyrillic)";
    let uzbek = "letters of Uzbek (Latin without w, c only in ch, ʻ U+02BB after o and g, \
                 ʼ U+02BC elsewhere)";
    let (sokh, qalacha) = (
        "letters.geojson:2: feature sokh",
        "letters.geojson:5: feature qalacha",
    );
    assert_eq!(
        out,
        format!(
            "{sokh}: name_tg: found the letter \"x\" U+0078 in \"Сӯx\"; expected {tajik}\n\
             {sokh}: name_uz: found the letter \"'\" U+0027 in \"So'x\"; expected {uzbek}\n\
             {qalacha}: title_ru: found the letter \"Қ\" U+049A in \"Қалъача\"; \
             expected {russian}\n\
             {qalacha}: title_ky: found the letter \"Қ\" U+049A in \"Қалача\"; \
             expected {kyrgyz}\n"
        )
    );
    assert!(talk.contains("3 features, 4 findings"), "{talk}");
    assert_eq!(output.status.code(), Some(1));
}
