//! Sentences that need no dialogue, in every language that we speak.

use kernel::Language;

/// What is to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Nobody has this number.
    UnknownNumber,
    /// The business is not served.
    NotServed,
    /// Something is broken; the caller may speak after the tone.
    BrokenLeaveMessage,
    /// Something is broken and nothing can be done.
    BrokenCallLater,
    /// Something is broken; somebody is rung.
    BrokenConnecting,
    /// Outside opening hours; the caller may speak after the tone.
    ClosedLeaveMessage,
    /// Outside opening hours; somebody is rung.
    ClosedConnecting,
    /// Nobody picked up; another number is tried.
    StillTrying,
    /// Nobody picked up; the caller may speak after the tone.
    NobodyLeaveMessage,
    /// Nobody takes calls at present; the caller may speak after the tone.
    UnattendedLeaveMessage,
    /// The voice message is kept.
    MessageKept,
    /// The person who took over has hung up.
    AfterTransfer,
    /// We cannot follow.
    AgainPlease,
    /// The business is not served; in a text.
    NotServedByText,
    /// Something is broken; in a text.
    BrokenByText,
    /// Nobody can take over now; the next text goes to the owner.
    MessageByText,
    /// A text without words: a picture.
    WordsPlease,
    /// Who this is, how to reach a person, how to get no more texts.
    HelpByText,
}

/// The words of a notice. `name` is the business's; where none is known, the thanks are left out.
pub fn words(notice: Notice, language: &Language, name: &str) -> String {
    let template = match language.primary() {
        "es" => spanish(notice),
        "fr" => french(notice),
        _ => english(notice),
    };
    if !name.is_empty() {
        return template.replace("{name}", name);
    }
    // The first sentence of these is the thanks, which need a name.
    match template.split_once("{name}. ") {
        Some((_, rest)) => rest.to_owned(),
        None => template.to_owned(),
    }
}

const fn english(notice: Notice) -> &'static str {
    match notice {
        Notice::UnknownNumber => {
            "I'm sorry, this number is not in use. Please check it and call again. Goodbye."
        }
        Notice::NotServed => {
            "Thank you for calling {name}. We can't take calls on this number at the moment. Please try again later. Goodbye."
        }
        Notice::BrokenLeaveMessage => {
            "Thank you for calling {name}. I can't reach our appointment book right now, but you can leave your name, your number and what you need after the tone, and somebody will call you back."
        }
        Notice::BrokenCallLater => {
            "I'm sorry, something went wrong on our side. Please call again in a few minutes. Goodbye."
        }
        Notice::BrokenConnecting => {
            "Thank you for calling {name}. I can't reach our appointment book right now. One moment, I'll connect you with somebody."
        }
        Notice::ClosedLeaveMessage => {
            "Thank you for calling {name}. This is an automated assistant. We're closed right now. Please leave your name, your number and a message after the tone, and we'll call you back."
        }
        Notice::ClosedConnecting => {
            "Thank you for calling {name}. This is an automated assistant. We're closed right now; one moment, I'll try to reach somebody for you."
        }
        Notice::StillTrying => "Still trying. One more moment, please.",
        Notice::NobodyLeaveMessage => {
            "I'm sorry, I couldn't reach anybody. Please leave your name, your number and a message after the tone, and somebody will call you back."
        }
        Notice::UnattendedLeaveMessage => {
            "Thanks for calling {name}. We can't take your call right now. Please leave your name, your number and a message after the tone, and somebody will call you back."
        }
        Notice::MessageKept => "Thank you. Your message is on its way. Goodbye.",
        Notice::AfterTransfer => "Thank you for your call. Goodbye.",
        Notice::AgainPlease => "I'm sorry, could you say that again, please?",
        Notice::NotServedByText => {
            "This is {name}. We can't answer texts on this number at the moment. Please try again later."
        }
        Notice::BrokenByText => {
            "This is {name}. I couldn't take that in just now: please send it again in a few minutes, or call us at {phone}."
        }
        Notice::MessageByText => {
            "I can't put you through in writing. Send me your message, and somebody will get back to you."
        }
        Notice::WordsPlease => {
            "I can't look at pictures yet. Please tell me in a few words what you need."
        }
        Notice::HelpByText => {
            "{name}: write what you need, such as \"book a haircut tomorrow\", or call {phone}. Reply STOP to get no more texts."
        }
    }
}

const fn spanish(notice: Notice) -> &'static str {
    match notice {
        Notice::UnknownNumber => {
            "Lo siento, este número no está en servicio. Compruébelo y vuelva a llamar. Adiós."
        }
        Notice::NotServed => {
            "Gracias por llamar a {name}. Ahora mismo no podemos atender llamadas en este número. Inténtelo más tarde, por favor. Adiós."
        }
        Notice::BrokenLeaveMessage => {
            "Gracias por llamar a {name}. Ahora mismo no puedo abrir la agenda, pero puede dejar su nombre, su número y lo que necesita después de la señal, y le devolveremos la llamada."
        }
        Notice::BrokenCallLater => {
            "Lo siento, ha habido un problema por nuestra parte. Vuelva a llamar dentro de unos minutos, por favor. Adiós."
        }
        Notice::BrokenConnecting => {
            "Gracias por llamar a {name}. Ahora mismo no puedo abrir la agenda. Un momento, le paso con alguien."
        }
        Notice::ClosedLeaveMessage => {
            "Gracias por llamar a {name}. Le atiende un asistente automático. Ahora está cerrado. Deje su nombre, su número y un mensaje después de la señal, y le llamaremos."
        }
        Notice::ClosedConnecting => {
            "Gracias por llamar a {name}. Le atiende un asistente automático. Ahora está cerrado; un momento, intento localizar a alguien."
        }
        Notice::StillTrying => "Seguimos intentándolo. Un momento más, por favor.",
        Notice::NobodyLeaveMessage => {
            "Lo siento, no he podido localizar a nadie. Deje su nombre, su número y un mensaje después de la señal, y le devolveremos la llamada."
        }
        Notice::UnattendedLeaveMessage => {
            "Gracias por llamar a {name}. Ahora no podemos atender su llamada. Deje su nombre, su número y un mensaje después de la señal, y le devolveremos la llamada."
        }
        Notice::MessageKept => "Gracias. Su mensaje está en camino. Adiós.",
        Notice::AfterTransfer => "Gracias por su llamada. Adiós.",
        Notice::AgainPlease => "Perdone, ¿puede repetirlo, por favor?",
        Notice::NotServedByText => {
            "Le escribe {name}. Ahora mismo no podemos contestar mensajes en este número. Inténtelo más tarde, por favor."
        }
        Notice::BrokenByText => {
            "Le escribe {name}. Ahora mismo no he podido leer su mensaje: envíelo otra vez dentro de unos minutos o llame al {phone}."
        }
        Notice::MessageByText => {
            "Por escrito no puedo pasarle con nadie. Envíeme su mensaje y alguien se pondrá en contacto con usted."
        }
        Notice::WordsPlease => {
            "Todavía no puedo ver imágenes. Dígame en pocas palabras qué necesita, por favor."
        }
        Notice::HelpByText => {
            "{name}: escriba lo que necesita, por ejemplo «una cita para mañana», o llame al {phone}. Responda STOP para no recibir más mensajes."
        }
    }
}

const fn french(notice: Notice) -> &'static str {
    match notice {
        Notice::UnknownNumber => {
            "Désolé, ce numéro n'est pas attribué. Vérifiez-le et rappelez. Au revoir."
        }
        Notice::NotServed => {
            "Merci d'avoir appelé {name}. Nous ne pouvons pas prendre d'appels sur ce numéro pour le moment. Réessayez plus tard. Au revoir."
        }
        Notice::BrokenLeaveMessage => {
            "Merci d'avoir appelé {name}. Je n'ai pas accès à l'agenda pour l'instant, mais vous pouvez laisser votre nom, votre numéro et votre demande après le bip, et nous vous rappellerons."
        }
        Notice::BrokenCallLater => {
            "Désolé, un problème est survenu de notre côté. Rappelez dans quelques minutes. Au revoir."
        }
        Notice::BrokenConnecting => {
            "Merci d'avoir appelé {name}. Je n'ai pas accès à l'agenda pour l'instant. Un instant, je vous passe quelqu'un."
        }
        Notice::ClosedLeaveMessage => {
            "Merci d'avoir appelé {name}. Un assistant automatique vous répond. Nous sommes fermés. Laissez votre nom, votre numéro et un message après le bip, et nous vous rappellerons."
        }
        Notice::ClosedConnecting => {
            "Merci d'avoir appelé {name}. Un assistant automatique vous répond. Nous sommes fermés ; un instant, j'essaie de joindre quelqu'un."
        }
        Notice::StillTrying => "J'essaie encore. Un instant, s'il vous plaît.",
        Notice::NobodyLeaveMessage => {
            "Désolé, je n'ai pu joindre personne. Laissez votre nom, votre numéro et un message après le bip, et nous vous rappellerons."
        }
        Notice::UnattendedLeaveMessage => {
            "Merci d'avoir appelé {name}. Nous ne pouvons pas répondre pour le moment. Laissez votre nom, votre numéro et un message après le bip, et nous vous rappellerons."
        }
        Notice::MessageKept => "Merci. Votre message est transmis. Au revoir.",
        Notice::AfterTransfer => "Merci de votre appel. Au revoir.",
        Notice::AgainPlease => "Pardon, pouvez-vous répéter, s'il vous plaît ?",
        Notice::NotServedByText => {
            "Ici {name}. Nous ne pouvons pas répondre aux messages sur ce numéro pour le moment. Réessayez plus tard, s'il vous plaît."
        }
        Notice::BrokenByText => {
            "Ici {name}. Je n'ai pas pu lire votre message : renvoyez-le dans quelques minutes ou appelez le {phone}."
        }
        Notice::MessageByText => {
            "Je ne peux pas vous passer quelqu'un par écrit. Envoyez-moi votre message et on vous recontactera."
        }
        Notice::WordsPlease => {
            "Je ne peux pas encore voir les images. Dites-moi en quelques mots ce qu'il vous faut."
        }
        Notice::HelpByText => {
            "{name} : écrivez ce qu'il vous faut, par exemple « un rendez-vous demain », ou appelez le {phone}. Répondez STOP pour ne plus recevoir de messages."
        }
    }
}
