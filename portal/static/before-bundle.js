// Tells the video player inside Bootstrap Italia's bundle not to write its own <style>: the
// content security policy forbids it, and no page shows a video.
window.VIDEOJS_NO_DYNAMIC_STYLE = true;
