//! What people take for a password because it comes to mind first.

/// Words that stand in passwords more often than others: the thing itself, what is dear, play,
/// beasts and heroes, names that many have, and ways over the keyboard that are no straight line.
/// Years, runs and rows of keys are found by rule.
pub(super) const COMMON: &str = "
    password passwort passwd passcode passphrase contrasena contraseña senha motdepasse wachtwoord
    parola haslo salasana pass pwd secret geheim letmein openup opensesame changeme trustno
    default temporary temp guest welcome willkommen bienvenido bienvenue hello hallo login signin
    access test testing example sample demo user username admin administrator root superuser
    master manager owner office company business computer internet server network windows google
    facebook linkedin iphone samsung frontdesk reception receptionist appointment calendar
    iloveyou loveyou love lovely lover mylove forever family mother father mommy daddy baby angel
    princess prince queen king sunshine sweetheart sweety honey beautiful flower butterfly rainbow
    summer winter spring autumn heaven jesus christ blessed happy freedom whatever secure
    football baseball basketball softball hockey soccer futbol tennis golf liverpool arsenal
    chelsea barcelona realmadrid juventus cowboys yankees lakers steelers monkey dragon tiger
    eagle panther dolphin mustang chicken kitty puppy buster pokemon pikachu naruto minecraft
    starwars superman batman spiderman ironman ninja shadow killer hunter ranger warrior wizard
    magic matrix phoenix thunder diamond silver golden ferrari porsche mercedes corvette harley
    yamaha cheese cookie banana orange pepper ginger chocolate coffee purple blue green black white
    michael jennifer jessica ashley daniel andrew joshua matthew thomas robert jordan charlie
    george maggie michelle nicole hannah amanda samantha alexander anthony william patrick richard
    martin maria carlos
    qweasdzxc qweasd asdzxc qazwsxedc qazwsx wsxedc zaqxsw 1qaz2wsx3edc 1qaz2wsx 1qaz 2wsx 3edc
    1q2w3e4r5t 1q2w3e4r 1q2w3e q1w2e3r4t5 q1w2e3r4 a1b2c3d4 a1b2c3 qwertz
";

/// Months and days of the week in English, and months in the languages that are spoken on our
/// lines.
pub(super) const CALENDAR: &str = "
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre januar februar märz mai juni juli oktober
    dezember janvier fevrier avril juin juillet octobre
";

/// Rows of keys, to be walked in either direction.
pub(super) const ROWS: &[&str] = &[
    "1234567890",
    "!@#$%^&*()",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "qsdfghjklm",
    "zxcvbnm",
    "yxcvbnm",
    "wxcvbn",
    "147258369",
    "159753",
];
